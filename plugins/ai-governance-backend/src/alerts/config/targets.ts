import { InputError } from '@backstage/errors';

/** Who is told, and by which channel. */
export interface Target {
  /**
   * `owner`, `parent` (of the owner), `system-owner`, `default` (of the channel), a full entity ref; or a fixed address
   * of the channel when `fixed`.
   */
  to: string;
  fixed: boolean;
  /** Id of the channel; undefined for the first that has an address. */
  by?: string;
}

/** Words for people who are found through the entity. */
export const ROLES = ['owner', 'parent', 'system-owner', 'default'] as const;

/** A target as the engine and the database know it, such as `slack|owner`. */
export function targetKey({ to, fixed, by }: Target): string {
  return `${by ?? '*'}|${fixed ? '=' : ''}${to}`;
}

/** @throws InputError when it is no key */
export function parseTargetKey(key: string): Target {
  const bar = key.indexOf('|');
  if (bar < 1) {
    throw new InputError(`'${key}' is no target`);
  }
  const by = key.slice(0, bar);
  const rest = key.slice(bar + 1);
  const fixed = rest.startsWith('=');
  return {
    to: fixed ? rest.slice(1) : rest,
    fixed,
    ...(by !== '*' && { by }),
  };
}
