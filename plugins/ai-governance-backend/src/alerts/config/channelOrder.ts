import type { AlertChannel } from '@ai-governance/plugin-ai-governance-node';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const KEY = 'aiGovernance.alerting.channels';

/** Rooms before people, and nobody is called out of bed because a group has no room. */
const USUAL = ['slack', 'webhook', 'email', 'notifications', 'pagerduty'];

/**
 * Channels in the order in which they are tried for a target that names none. Modules are loaded in an order that
 * nobody chose, so it must not decide who is told.
 * @returns those that the configuration names, or the usual ones; then all others by their ids
 * @throws InputError when the configuration names a channel that is not installed
 */
export function inOrder(
  channels: AlertChannel[],
  config: Config,
): AlertChannel[] {
  const named = config.getOptionalStringArray(KEY);
  const installed = channels.map(({ id }) => id);
  const unknown = named?.find(id => !installed.includes(id));
  if (unknown !== undefined) {
    throw new InputError(
      `${KEY} names '${unknown}'; installed are ${
        installed.sort().join(', ') || 'none'
      }`,
    );
  }
  const order = named ?? USUAL;
  const rank = ({ id }: AlertChannel) =>
    order.includes(id) ? order.indexOf(id) : order.length;
  return [...channels].sort(
    (a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1),
  );
}
