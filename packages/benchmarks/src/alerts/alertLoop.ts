import { ConfigReader } from '@backstage/config';
import type { Knex } from 'knex';
import {
  AlertIntake,
  AlertQueries,
  AlertQueryStore,
  AlertRuleService,
  AlertStore,
  DecisionRun,
  FindingService,
  FindingStore,
  ModelStore,
  readAlerting,
} from '../backend';
import { createDatabase, type DatabaseTarget } from '../harness/databases';
import { percentile95 } from './percentile';

/** What people look for. @param i - number of the request */
const FILTERS: ((i: number) => object)[] = [
  () => ({}),
  () => ({ severity: ['critical', 'high'] }),
  i => ({ owner: [`group:default/team-${i % 50}`] }),
  i => ({ entityRef: [`component:default/endpoint-${i}`] }),
  i => ({ search: `endpoint-${i}` }),
  () => ({ search: 'nothing is called so' }),
  () => ({ acknowledged: false, suppressed: false }),
  () => ({ severity: ['low'], type: ['drift'] }),
];

/** What alerting took of many firing alerts. Seconds, and milliseconds for lists. */
export interface AlertLoop {
  groups: number;
  /** Alerts made of all findings, and put into groups. */
  intake: number;
  /** The decision that tells of all groups for the first time, with what is to be sent. */
  first: number;
  /** The fastest decision on all groups when nothing has changed. */
  steady: number;
  /** 95th percentile of pages of the list, over all kinds of requests. */
  listP95: number;
  /** 95th percentile of counts. */
  summaryP95: number;
}

const COLUMNS = 10;
const BATCH = 100;
const STEADY_RUNS = 3;
const START = Date.UTC(2026, 10, 2);
const { signal } = new AbortController();

/**
 * Makes a database of firing alerts, ten an endpoint, and measures what alerting does with them.
 * @param options - `alone`: each alert is a group of its own; else those of an endpoint are one
 * @throws Error when something else was decided than must be
 */
export async function alertLoop(options: {
  database: DatabaseTarget;
  alerts: number;
  alone: boolean;
  requests: number;
}): Promise<AlertLoop> {
  const { alerts, alone } = options;
  const knex = await createDatabase(options.database);
  try {
    const endpoints = alerts / COLUMNS;
    await seed(knex, endpoints);
    const config = await readAlerting(new ConfigReader({}));
    const root = {
      ...config.root,
      ...(alone && { groupBy: ['...'] }),
    };
    const rules = await AlertRuleService.create({
      knex,
      configured: config.rules,
    }).book();
    const intake = AlertIntake.create({ knex, root });
    const decisions = DecisionRun.create({
      knex,
      config: { ...config, root },
      appBaseUrl: 'http://localhost:3000',
    });
    const decide = async (seconds: number) =>
      timed(() =>
        decisions.run({ now: new Date(START + seconds * 1000), signal }),
      );

    const taken = await timed(() =>
      intake.run({ rules, now: new Date(START), signal }),
    );
    check('alerts', taken.result, alerts);
    const groups = alone ? alerts : endpoints;
    check('groups', (await decide(0)).result.groups, groups);
    const first = await decide(30);
    check('first messages', first.result.deliveries, groups);
    let steady = Infinity;
    for (let i = 1; i <= STEADY_RUNS; i++) {
      const { seconds, result } = await decide(30 + i * 300);
      check('groups decided on again', result.groups, groups);
      check('messages when nothing has changed', result.deliveries, 0);
      steady = Math.min(steady, seconds);
    }
    return {
      groups,
      intake: taken.seconds,
      first: first.seconds,
      steady,
      ...(await readLists(knex, endpoints, options.requests)),
    };
  } finally {
    await knex.destroy();
  }
}

async function seed(knex: Knex, endpoints: number): Promise<void> {
  const ids = Array.from({ length: endpoints }, (_, i) => `endpoint-${i}`);
  await ModelStore.create({ knex }).upsert(
    ids.map((name, i) => ({
      id: `default.${name}`,
      entityRef: `component:default/${name}`,
      entity: {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name, namespace: 'default', tags: ['pii'] },
        spec: {
          type: 'model-endpoint',
          owner: `group:default/team-${i % 50}`,
          system: `system-${i % 20}`,
          lifecycle: 'production',
        },
      },
    })),
    new Date(START),
  );
  const findings = FindingService.create({
    store: FindingStore.create({ knex }),
  });
  const severities = ['low', 'medium', 'high', 'critical'] as const;
  for (let i = 0; i < ids.length; i += BATCH) {
    await findings.report({
      type: 'drift',
      problems: new Map(
        ids.slice(i, i + BATCH).map((name, j) => [
          `default.${name}`,
          Array.from({ length: COLUMNS }, (_, column) => ({
            rule: 'drift',
            variant: 'AllTraffic',
            column: `feature_${column}`,
            title: `feature_${column}`,
            severity: severities[(i + j + column) % 4],
            detail: 'PSI 0.41 is above the limit of 0.25.',
            measures: { psi: 0.41, ks: 0.2 },
          })),
        ]),
      ),
      over: 'It is over.',
      now: new Date(START + i),
    });
  }
}

async function readLists(
  knex: Knex,
  endpoints: number,
  requests: number,
): Promise<Pick<AlertLoop, 'listP95' | 'summaryP95'>> {
  const queries = AlertQueries.create({
    queries: AlertQueryStore.create({ knex }),
    alerts: AlertStore.create({ knex }),
  });
  const half = Array.from(
    { length: endpoints / 2 },
    (_, i) => `default.endpoint-${i * 2}`,
  );
  const lists: number[] = [];
  const summaries: number[] = [];
  const list = async (options: {
    scope: 'all' | string[];
    filter: object;
    cursor?: string;
  }) => {
    const { seconds, result } = await timed(() =>
      queries.list({ ...options, order: 'severity', limit: 50 }),
    );
    lists.push(seconds * 1000);
    return result.nextCursor ?? undefined;
  };
  let cursor: string | undefined;
  for (let i = 0; i < requests; i++) {
    const scope = i % 2 === 0 ? ('all' as const) : half;
    const filter = {
      state: ['firing' as const],
      ...FILTERS[i % FILTERS.length](i),
    };
    await list({ scope, filter });
    // On through the pages of everything, as people scroll.
    cursor = await list({
      scope: 'all',
      filter: { state: ['firing'] },
      cursor,
    });
    const { seconds } = await timed(() => queries.summary(scope, filter));
    summaries.push(seconds * 1000);
  }
  return {
    listP95: percentile95(lists),
    summaryP95: percentile95(summaries),
  };
}

async function timed<T>(
  work: () => Promise<T>,
): Promise<{ seconds: number; result: T }> {
  const start = performance.now();
  const result = await work();
  return { seconds: (performance.now() - start) / 1000, result };
}

function check(what: string, found: number, expected: number): void {
  if (found !== expected) {
    throw new Error(`There are ${found} ${what} instead of ${expected}`);
  }
}
