import type {
  FleetFilter,
  FleetOrder,
} from '@ai-governance/plugin-ai-governance-common';
import { FleetService, FleetStore } from '../backend';
import { connect, type DatabaseTarget } from '../harness/databases';
import { Random } from '../harness/Random';
import { endpointId, OVERVIEW_END } from './seedOverview';

/** How long answers took, in milliseconds: 95 of 100 took at most that. */
export interface AnswerTimes {
  list: number;
  fleet: number;
  /** Of a caller who may read half of the endpoints. */
  listOfHalf: number;
  fleetOfHalf: number;
  /** One query of as many rows as a page has, by primary key. */
  byKey: number;
}

/** Endpoints on a page, as the portal shows them. */
const PAGE = 50;

const ORDERS: FleetOrder[] = [
  'title',
  'verdict',
  'health',
  'lastRunAt',
  'owner',
];

/** What people look for: everything, something common, something rare, nothing. */
const FILTERS: FleetFilter[] = [
  {},
  { lifecycle: ['production'] },
  { owner: ['group:default/team-7'] },
  { verdict: ['fail'], health: ['degraded', 'unhealthy'] },
  { system: ['none'], cloud: ['aws'] },
  { search: 'fraud' },
  { search: 'team-33' },
  { search: 'there is no such endpoint' },
];

/**
 * Asks for the overview of a seeded fleet as the portal does, in different orders and with different filters, first and
 * later pages, from the service that answers the API to the JSON.
 * @throws Error when an answer is not of the whole fleet
 */
export async function readOverview(options: {
  database: DatabaseTarget;
  endpoints: number;
  rounds: number;
}): Promise<AnswerTimes> {
  const { database, endpoints, rounds } = options;
  const knex = connect(database);
  try {
    const fleet = FleetService.create({ store: FleetStore.create({ knex }) });
    const half = Array.from({ length: Math.floor(endpoints / 2) }, (_, i) =>
      endpointId(2 * i),
    );
    const times = {
      list: [] as number[],
      fleet: [] as number[],
      listOfHalf: [] as number[],
      fleetOfHalf: [] as number[],
      byKey: [] as number[],
    };
    const timed = async <T>(into: number[], work: () => Promise<T>) => {
      const start = performance.now();
      const answer = await work();
      JSON.stringify(answer);
      into.push(performance.now() - start);
      return answer;
    };
    const random = new Random(5);
    for (let round = 0; round < rounds; round++) {
      for (const filter of FILTERS) {
        for (const order of ORDERS) {
          const direction = random.below(2) === 0 ? 'asc' : 'desc';
          const request = { filter, order, direction, limit: PAGE } as const;
          const first = await timed(times.list, () =>
            fleet.list({ ...request, scope: 'all' }, OVERVIEW_END),
          );
          const cursor = first.nextCursor;
          if (cursor) {
            await timed(times.list, () =>
              fleet.list({ ...request, scope: 'all', cursor }, OVERVIEW_END),
            );
          }
          await timed(times.listOfHalf, () =>
            fleet.list({ ...request, scope: half }, OVERVIEW_END),
          );
        }
        const all = await timed(times.fleet, () =>
          fleet.summary({ scope: 'all', filter }, OVERVIEW_END),
        );
        const ofHalf = await timed(times.fleetOfHalf, () =>
          fleet.summary({ scope: half, filter }, OVERVIEW_END),
        );
        if (
          Object.keys(filter).length === 0 &&
          (all.total !== endpoints || ofHalf.total !== half.length)
        ) {
          throw new Error(
            `The fleet of ${endpoints} was told to have ${all.total} endpoints, and half of it ${ofHalf.total}`,
          );
        }
        await timed(times.byKey, () =>
          knex('models').whereIn(
            'id',
            half.slice(round * PAGE, (round + 1) * PAGE),
          ),
        );
      }
    }
    return {
      list: p95(times.list),
      fleet: p95(times.fleet),
      listOfHalf: p95(times.listOfHalf),
      fleetOfHalf: p95(times.fleetOfHalf),
      byKey: p95(times.byKey),
    };
  } finally {
    await knex.destroy();
  }
}

/** The value that 95 of 100 do not exceed. */
function p95(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(0.95 * sorted.length) - 1];
}
