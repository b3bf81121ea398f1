import { InputError } from '@backstage/errors';
import type { Knex } from 'knex';
import { createDatabase, type DatabaseTarget } from '../harness/databases';
import { makeGrid } from './features';
import { BASELINE_END, WINDOW_END } from './period';
import { runEndpoint } from './runEndpoint';
import { makePool, seedEndpoint } from './seedEndpoint';
import { driftServices } from './services';

/** Endpoints that are seeded one by one, the first of which drifts; all others have copies of their rows. */
const TEMPLATES = 3;

/** Of so many endpoints one drifts. */
const ONE_DRIFTS_OF = 10;

/** Which endpoints drift; numbers begin at 0. */
export function endpointDrifts(number: number): boolean {
  return number % ONE_DRIFTS_OF === 0;
}

/** Id of an endpoint; numbers begin at 0. */
export function endpointId(number: number): string {
  return `default.endpoint-${String(number).padStart(5, '0')}`;
}

/** Tables whose rows belong to an endpoint, with the column of its id. What ticks write is not copied. */
const COPIED_TABLES = {
  models: 'id',
  monitor_versions: 'model_id',
  grids: 'model_id',
  baselines: 'model_id',
  profile_days: 'model_id',
  profiles: 'model_id',
};

/**
 * Creates a database with a fleet of endpoints; each with the profiles of the baseline and the window, and with the
 * baseline's sum. The hours of the baseline are there as days only, which is all that a tick reads of them.
 * @param options - `endpoints`: at least as many as are seeded one by one
 */
export async function seedFleet(options: {
  database: DatabaseTarget;
  endpoints: number;
  rowsPerHour: number;
}): Promise<void> {
  const { database, endpoints, rowsPerHour } = options;
  if (endpoints < TEMPLATES) {
    throw new InputError(
      `A fleet of ${endpoints} is too small; allowed are numbers from ${TEMPLATES}`,
    );
  }
  const knex = await createDatabase(database);
  try {
    await seedTemplates(knex, rowsPerHour);
    await knex.transaction(async tx => {
      for (const [table, idColumn] of Object.entries(COPIED_TABLES)) {
        const rest = Object.keys(await tx(table).columnInfo()).filter(
          column => column !== idColumn,
        );
        const names = rest.map(() => '??').join(', ');
        for (let number = TEMPLATES; number < endpoints; number++) {
          await tx.raw(
            `INSERT INTO ?? (??, ${names})
             SELECT CAST(? AS varchar(130)), ${names} FROM ?? WHERE ?? = ?`,
            [
              table,
              idColumn,
              ...rest,
              endpointId(number),
              ...rest,
              table,
              idColumn,
              endpointId(templateOf(number)),
            ],
          );
        }
      }
    });
    // As the server does by itself some time after many rows were written.
    await knex.raw('ANALYZE');
  } finally {
    await knex.destroy();
  }
}

function templateOf(number: number): number {
  return endpointDrifts(number) ? 0 : 1 + (number % (TEMPLATES - 1));
}

async function seedTemplates(knex: Knex, rowsPerHour: number): Promise<void> {
  const services = await driftServices(knex);
  const pool = makePool(makeGrid(), rowsPerHour);
  for (let number = 0; number < TEMPLATES; number++) {
    await seedEndpoint(services, {
      name: endpointId(number).replace('default.', ''),
      number,
      drifts: endpointDrifts(number),
      pool,
    });
    // Sums the baseline; what else it stores is removed again.
    await runEndpoint(services, endpointId(number), WINDOW_END - 1);
  }
  for (const table of [
    'drift_results',
    'drift_runs',
    'findings',
    'finding_events',
  ]) {
    await knex(table).delete();
  }
  await knex('profiles').where('hour', '<', BASELINE_END).delete();
}
