import type { AlertTransition } from '@ai-governance/plugin-ai-governance-common';
import { Knex } from 'knex';
import { locked } from '../../database/bulk';
import type { NewDelivery } from './DeliveryStore';

/** Which waiting messages a new one makes needless, by its transition. */
const SUPERSEDES: Record<AlertTransition, AlertTransition[]> = {
  trigger: ['trigger', 'update', 'acknowledge'],
  // A waiting call must still be a call; see below.
  update: ['trigger', 'update'],
  acknowledge: ['acknowledge', 'update'],
  resolve: ['trigger', 'update', 'acknowledge', 'resolve'],
};

interface Waiting {
  seq: number | string;
  group_key: string;
  target: string;
  transition: AlertTransition;
  reason: string;
}

/**
 * Marks what waits for the same destinations and says less than the new messages. A message that is being delivered right
 * now is left, and the new one goes out behind it. An update that takes the place of a call that nobody has got becomes
 * that call.
 * @returns the new messages
 */
export async function supersede(
  knex: Knex,
  deliveries: NewDelivery[],
  now: string,
): Promise<NewDelivery[]> {
  const waiting = await findWaiting(knex, deliveries, now);
  const needless: Waiting[] = [];
  const kept = deliveries.map(delivery => {
    const { content } = delivery;
    if (content.kind !== 'alert') {
      return delivery;
    }
    const replaced = (waiting.get(keyOf(delivery)) ?? []).filter(
      ({ transition }) => SUPERSEDES[content.transition].includes(transition),
    );
    needless.push(...replaced);
    const call = replaced.find(({ transition }) => transition === 'trigger');
    return content.transition === 'update' && call
      ? {
          ...delivery,
          content: {
            ...content,
            transition: 'trigger' as const,
            reason: call.reason as typeof content.reason,
          },
        }
      : delivery;
  });
  for (let i = 0; i < needless.length; i += 1_000) {
    await knex('notification_deliveries')
      .whereIn(
        'seq',
        needless.slice(i, i + 1_000).map(({ seq }) => seq),
      )
      .update({ state: 'superseded', next_attempt_at: null });
  }
  return kept;
}

async function findWaiting(
  knex: Knex,
  deliveries: NewDelivery[],
  now: string,
): Promise<Map<string, Waiting[]>> {
  const groups = [...new Set(deliveries.map(({ groupKey }) => groupKey))];
  const found = new Map<string, Waiting[]>();
  for (let i = 0; i < groups.length; i += 1_000) {
    const rows: Waiting[] = await locked(
      knex('notification_deliveries')
        .whereIn('group_key', groups.slice(i, i + 1_000))
        .where({ state: 'pending', kind: 'alert' })
        .where(free =>
          free.whereNull('lease_until').orWhere('lease_until', '<=', now),
        )
        .select('seq', 'group_key', 'target', 'transition', 'reason'),
      knex,
      { skip: true },
    );
    for (const row of rows) {
      const key = keyOf({ groupKey: row.group_key, target: row.target });
      found.set(key, [...(found.get(key) ?? []), row]);
    }
  }
  return found;
}

function keyOf({ groupKey, target }: { groupKey: string; target: string }) {
  return `${groupKey}|${target}`;
}
