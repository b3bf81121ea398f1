import { Knex } from 'knex';
import { AlertStore } from '../store/AlertStore';
import { GroupStore } from '../store/GroupStore';
import { ended } from './applyFinding';

const BATCH = 500;

/**
 * Ends the alerts of models that are no longer in the catalog: nobody looks at them any more.
 * @returns how many there were
 */
export async function endOrphans(knex: Knex, now: Date): Promise<number> {
  let count = 0;
  for (;;) {
    const batch = await knex.transaction(async tx => {
      const alerts = AlertStore.create({ knex: tx });
      const groups = GroupStore.create({ knex: tx });
      const ids = await alerts.orphans(BATCH);
      const memberships = await groups.memberships(ids);
      await groups.lock([
        ...new Set(memberships.map(({ groupKey }) => groupKey)),
      ]);
      const firing = [...(await alerts.byIds(ids)).values()].filter(
        ({ state }) => state === 'firing',
      );
      const applied = firing.map(alert =>
        ended(alert, now.toISOString(), {
          detail: 'The endpoint is no longer in the catalog.',
        }),
      );
      await alerts.put(applied.map(({ alert }) => alert));
      await alerts.append(applied.flatMap(({ events }) => events));
      return applied.length;
    });
    count += batch;
    if (batch < BATCH) {
      return count;
    }
  }
}
