import type { Entity } from '@backstage/catalog-model';
import type { Knex } from 'knex';
import { ModelStore } from '../backend';
import { createDatabase, type DatabaseTarget } from '../harness/databases';
import { Random } from '../harness/Random';

/** End of the last comparison. */
export const OVERVIEW_END = new Date('2026-11-23T12:00:00Z');

const HOUR_MS = 3_600_000;
const VERDICTS = ['pass', 'pass', 'pass', 'insufficient-data', 'warn', 'fail'];
const STATES = ['healthy', 'healthy', 'healthy', 'degraded', 'unknown'];
/** As `healthRank` of the backend has them. */
const RANKS: Record<string, number> = { degraded: 1, unknown: 2, healthy: 3 };
const SUBJECTS = ['credit', 'churn', 'fraud', 'demand', 'claims', 'intent'];

/** Id of an endpoint; numbers begin at 0. */
export function endpointId(number: number): string {
  return `default.${endpointName(number)}`;
}

/** What took how long, in milliseconds. */
export interface Taken {
  /** Taking the endpoints over from the catalog for the first time. */
  firstSync: number;
  /** Looking at all of them again when nothing has changed. */
  nextSync: number;
}

/**
 * Creates a database with a fleet as its overview needs it: endpoints as discovery writes them, their state, findings
 * and comparisons.
 */
export async function seedOverview(options: {
  database: DatabaseTarget;
  endpoints: number;
  comparisons: number;
}): Promise<Taken> {
  const { database, endpoints, comparisons } = options;
  const knex = await createDatabase(database);
  try {
    const models = ModelStore.create({ knex });
    const entries = Array.from({ length: endpoints }, (_, number) => ({
      id: endpointId(number),
      entityRef: `component:default/${endpointName(number)}`,
      entity: endpointEntity(number),
    }));
    const sync = async () => {
      const start = performance.now();
      await models.upsert(entries, OVERVIEW_END);
      return performance.now() - start;
    };
    const taken = { firstSync: await sync(), nextSync: await sync() };
    await knex.transaction(tx => seedStates(tx, endpoints));
    await knex.transaction(tx => seedRuns(tx, comparisons));
    await knex.raw('analyze');
    return taken;
  } finally {
    await knex.destroy();
  }
}

function endpointName(number: number): string {
  return `${SUBJECTS[number % SUBJECTS.length]}-${String(number).padStart(
    5,
    '0',
  )}`;
}

/** As large as one of SageMaker with two variants and a dozen tags. */
function endpointEntity(number: number): Entity {
  const name = endpointName(number);
  const account = `${100000000000 + (number % 7)}`;
  const arn = `arn:aws:sagemaker:eu-central-1:${account}:endpoint/${name}`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      namespace: 'default',
      name,
      title: name,
      description: `SageMaker endpoint in account ${account}, region eu-central-1.`,
      annotations: {
        'backstage.io/managed-by-location': `sagemaker:${arn}`,
        'backstage.io/managed-by-origin-location': `sagemaker:${arn}`,
        'ai-governance.io/provider': 'sagemaker',
        'ai-governance.io/endpoint-id': arn,
        'ai-governance.io/sagemaker-endpoint-arn': arn,
        'ai-governance.io/sagemaker-endpoint-name': name,
        'ai-governance.io/sagemaker-endpoint-config': `${name}-v3`,
        'ai-governance.io/endpoint-status': 'InService',
        'ai-governance.io/aws-account-id': account,
        'ai-governance.io/aws-region': 'eu-central-1',
        'ai-governance.io/variants': 'champion,challenger',
        'ai-governance.io/capture': number % 20 === 0 ? 'off' : 'on',
        'ai-governance.io/capture-uri': `s3://acme-ml-inference-logs/${name}`,
        'ai-governance.io/owner-source': 'tag',
      },
      tags: Array.from(
        { length: 12 },
        (_, i) => `tag-${i}-${number % (i + 2)}`,
      ),
      links: [{ url: `https://console.aws.example/${name}`, title: 'Console' }],
    },
    spec: {
      type: 'model-endpoint',
      lifecycle: number % 3 === 0 ? 'experimental' : 'production',
      owner: `group:default/team-${number % 60}`,
      ...(number % 4 !== 0 && {
        system: `system:default/system-${number % 25}`,
      }),
      deployment: {
        cloud: 'aws',
        account,
        region: 'eu-central-1',
        serving: 'real-time',
        variants: ['champion', 'challenger'].map(variant => ({
          name: variant,
          role: 'production',
          trafficShare: 0.5,
          compute: 'ml.m5.large',
          instances: 2,
          models: [{ name: `${name}-${variant}`, version: '3' }],
        })),
      },
    },
  };
}

async function seedStates(knex: Knex, endpoints: number): Promise<void> {
  const random = new Random(11);
  const models = ModelStore.create({ knex });
  for (let number = 0; number < endpoints; number++) {
    const id = endpointId(number);
    const state = STATES[random.below(STATES.length)];
    await knex('models')
      .where({ id })
      .update({ health: state, health_rank: RANKS[state] });
    if (random.below(20) > 0) {
      const verdict = VERDICTS[random.below(VERDICTS.length)];
      await models.setVerdict({
        id,
        verdict: verdict as Parameters<ModelStore['setVerdict']>[0]['verdict'],
        summary: 'None of 13 columns has drifted.',
        at: new Date(OVERVIEW_END.getTime() - random.below(HOUR_MS)),
      });
      if (verdict === 'fail') {
        await knex('findings').insert({
          id: `finding-${number}`,
          model_id: id,
          rule: 'drift',
          variant: 'champion',
          column_name: 'income',
          state: 'open',
          severity: 'high',
          detail: 'It has drifted.',
          opened_at: OVERVIEW_END.toISOString(),
          seen_at: OVERVIEW_END.toISOString(),
        });
      }
    }
  }
}

/** Comparisons of each endpoint, one every six hours, made by the database itself. */
async function seedRuns(knex: Knex, comparisons: number): Promise<void> {
  for (let i = 0; i < comparisons; i++) {
    const to = new Date(OVERVIEW_END.getTime() - i * 6 * HOUR_MS).toISOString();
    await knex.raw(
      `INSERT INTO drift_runs
         (id, model_id, variant, created_at, verdict, summary, settings_version, revision, current_to)
       SELECT substr(id, 9) || ?, id, 'champion', ?, coalesce(verdict, 'insufficient-data'), '', 1, 1, ?
       FROM models`,
      [`-${i}`, to, to],
    );
  }
}
