import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  quote,
  ResourceTags,
  toLifecycle,
  toOwnerRef,
  toSystemRef,
} from './tags';

/**
 * Reads one tag. With `match` only values count that match as a whole; with `values` only those it lists; `to` is what
 * the value means instead of itself.
 * @public
 */
export interface TagRuleConfig {
  /** Key of the tag, exactly as in the cloud. */
  tag: string;
  /** Regular expression for the whole value; capitals do not matter. */
  match?: string;
  /** What a value that matches means; `$1` is the first group of `match`. */
  to?: string;
  /** What each value means; capitals do not matter. Cannot be combined with `match` and `to`. */
  values?: { [value: string]: string };
}

/**
 * How owner, system and lifecycle are read from tags: of each list the first rule that comes to something usable.
 * @public
 */
export interface TagRulesConfig {
  /** Names a group, or is a ref such as `group:default/team-risk`. Default: the tag `owner`. */
  owner?: TagRuleConfig[];
  /** Names a system, or is a ref. Default: the tag `system`. */
  system?: TagRuleConfig[];
  /**
   * A word such as `production`. Default: `production` where the tag `env` is `prod` or `production`. Whatever no rule
   * reads is `experimental`.
   */
  lifecycle?: TagRuleConfig[];
}

/** A rule made ready. @public */
export interface TagRule {
  tag: string;
  /** What a trimmed value means; undefined when the rule does not read it. */
  read(value: string): string | undefined;
}

/** Rules made ready, see {@link readTagRules}. @public */
export interface TagRules {
  owner: TagRule[];
  system: TagRule[];
  lifecycle: TagRule[];
}

/** What the tags of a resource say, see {@link readTags}. @public */
export interface TagFacts {
  /** Full ref. */
  owner: string;
  ownerSource: 'tag' | 'default';
  /** Full ref. */
  system?: string;
  lifecycle: string;
  /** Sentences about what is missing or not usable, in Markdown. */
  notes: string[];
}

const DEFAULTS: Required<TagRulesConfig> = {
  owner: [{ tag: 'owner' }],
  system: [{ tag: 'system' }],
  lifecycle: [{ tag: 'env', match: 'prod(uction)?', to: 'production' }],
};

/**
 * Reads rules from the configuration.
 * @param config - the section with `owner`, `system` and `lifecycle`; undefined for the defaults
 * @param key - where the section is, for messages
 * @throws InputError that names the key and what is allowed
 * @public
 */
export function readTagRules(
  config: Config | undefined,
  key: string,
): TagRules {
  const read = (name: keyof TagRulesConfig): TagRule[] => {
    const rules = config?.getOptionalConfigArray(name);
    return rules
      ? rules.map((rule, index) =>
          toRule(
            {
              tag: rule.getString('tag'),
              match: rule.getOptionalString('match'),
              to: rule.getOptionalString('to'),
              // Not getConfig: the values' names are free text, which keys of a configuration are not.
              values: rule.getOptional('values'),
            },
            `${key}.${name}[${index}]`,
          ),
        )
      : DEFAULTS[name].map(rule => toRule(rule, `${key}.${name}`));
  };
  return {
    owner: read('owner'),
    system: read('system'),
    lifecycle: read('lifecycle'),
  };
}

/** Keys of all tags that the rules read. @public */
export function tagKeys(rules: TagRules): string[] {
  return [
    ...new Set(
      [...rules.owner, ...rules.system, ...rules.lifecycle].map(
        ({ tag }) => tag,
      ),
    ),
  ];
}

/**
 * Applies the rules to the tags of one resource.
 * @param options - `defaultOwner`: full ref of who is in charge when no tag says so; `what`: what is tagged, for
 *   example `endpoint`
 * @public
 */
export function readTags(
  tags: ResourceTags,
  rules: TagRules,
  options: { defaultOwner: string; what: string },
): TagFacts {
  const { defaultOwner, what } = options;
  const owner = applyRules(tags, rules.owner, toOwnerRef);
  const system = applyRules(tags, rules.system, toSystemRef);
  const notes: string[] = [];
  if (owner === undefined) {
    notes.push(
      `${whyNot(
        tags,
        rules.owner,
        'a group',
      )}, so the default owner ${defaultOwner} is in charge of it until the ${what} is tagged.`,
    );
  }
  if (system === undefined && rules.system.some(({ tag }) => tags.has(tag))) {
    notes.push(`${whyNot(tags, rules.system, 'a system')}.`);
  }
  return {
    owner: owner ?? defaultOwner,
    ownerSource: owner === undefined ? 'default' : 'tag',
    ...(system !== undefined && { system }),
    lifecycle: applyRules(tags, rules.lifecycle, toLifecycle) ?? 'experimental',
    notes,
  };
}

function applyRules(
  tags: ResourceTags,
  rules: TagRule[],
  toResult: (value: string) => string | undefined,
): string | undefined {
  for (const { tag, read } of rules) {
    const text = tags.get(tag);
    const value = text === undefined ? undefined : read(text.trim());
    const result = value === undefined ? undefined : toResult(value);
    if (result !== undefined) {
      return result;
    }
  }
  return undefined;
}

function whyNot(tags: ResourceTags, rules: TagRule[], of: string): string {
  const there = rules.find(({ tag }) => tags.has(tag));
  if (there) {
    return `Its ${quote(there.tag)} tag ${quote(
      tags.get(there.tag)!,
    )} is not the name of ${of}`;
  }
  const keys = [...new Set(rules.map(({ tag }) => quote(tag)))];
  return `It has no ${keys.join(' or ')} tag`;
}

function toRule(
  config: Omit<TagRuleConfig, 'values'> & { values?: unknown },
  key: string,
): TagRule {
  const { tag, match, to, values } = config;
  if (values !== undefined) {
    if (match !== undefined || to !== undefined) {
      throw new InputError(
        `${key} has 'values' besides 'match' or 'to', expected either`,
      );
    }
    const meanings = readValues(values, `${key}.values`);
    return {
      tag,
      read: value => meanings.get(value.toLocaleLowerCase('en-US')),
    };
  }
  const expression = compile(match ?? '.*', `${key}.match`);
  return {
    tag,
    read: value => {
      const found = expression.exec(value);
      if (!found) {
        return undefined;
      }
      return (to ?? '$0').replace(
        /\$(\d)/g,
        (_, group) => found[Number(group)] ?? '',
      );
    },
  };
}

function readValues(values: unknown, key: string): Map<string, string> {
  const entries =
    typeof values === 'object' && values !== null && !Array.isArray(values)
      ? Object.entries(values)
      : [];
  if (
    entries.length === 0 ||
    entries.some(([, meaning]) => typeof meaning !== 'string')
  ) {
    throw new InputError(
      `${key} is ${JSON.stringify(
        values,
      )}, expected texts by value such as { prod: production }`,
    );
  }
  return new Map(
    entries.map(([value, meaning]) => [
      value.toLocaleLowerCase('en-US'),
      meaning,
    ]),
  );
}

function compile(expression: string, key: string): RegExp {
  try {
    return new RegExp(`^(?:${expression})$`, 'isu');
  } catch (error) {
    throw new InputError(
      `${key} is '${expression}', expected a regular expression`,
      error,
    );
  }
}
