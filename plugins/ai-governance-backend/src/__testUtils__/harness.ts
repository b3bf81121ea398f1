import {
  S3CaptureLogSource,
  S3GroundTruthSource,
} from '@ai-governance/plugin-ai-governance-backend-module-aws';
import { BlobCollectorLogSource } from '@ai-governance/plugin-ai-governance-backend-module-azure';
import { SlackAlertChannel } from '@ai-governance/plugin-ai-governance-backend-module-slack';
import {
  ANNOTATION_AWS_ACCOUNT_ID,
  ANNOTATION_AWS_REGION,
  ANNOTATION_CAPTURE,
  ANNOTATION_CAPTURE_URI,
  ANNOTATION_PROVIDER,
  ANNOTATION_SAGEMAKER_ENDPOINT_NAME,
  ANNOTATION_VARIANTS,
  type RunStatus,
} from '@ai-governance/plugin-ai-governance-common';
import {
  demoFleet,
  type SimulatedEndpoint,
  type SimulatedFleet,
} from '@ai-governance/cloud-simulator';
import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServices, type Services } from '../createServices';
import { syncModels } from '../tasks/syncModels';
import { silentAuditor } from './silentAuditor';

const DAY_HOURS = 24;

/** Five days of an endpoint whose `income` and whose `channel` move one day before now. */
export const shiftingEndpoint: SimulatedEndpoint = {
  name: 'loan-pricing',
  region: 'eu-central-1',
  tags: { owner: 'team-risk' },
  deployments: [
    {
      at: -30 * DAY_HOURS,
      configName: 'loan-pricing-v1',
      variants: [
        {
          name: 'AllTraffic',
          modelName: 'loan-pricing-v1',
          instanceType: 'ml.m5.large',
          instanceCount: 1,
          weight: 1,
        },
      ],
    },
  ],
  capture: {
    enabled: true,
    bucket: 'acme-ml-inference-logs',
    prefix: 'data-capture/risk',
    samplingPercentage: 100,
    jsonContentTypes: ['application/json'],
  },
  traffic: { payload: 'json', requestsPerHour: 60 },
  story: { startsAt: -DAY_HOURS - 1, endsAt: -DAY_HOURS - 1 },
  columns: [
    {
      name: 'income',
      type: 'numeric',
      role: 'feature',
      at: 'income',
      distribution: {
        kind: 'normal',
        mean: 50,
        sd: 10,
        decimals: 2,
        shifted: { mean: 70 },
      },
    },
    {
      name: 'age',
      type: 'numeric',
      role: 'feature',
      at: 'age',
      distribution: { kind: 'normal', mean: 40, sd: 9, decimals: 0 },
      missing: 0.02,
    },
    {
      name: 'channel',
      type: 'categorical',
      role: 'feature',
      at: 'channel',
      distribution: {
        kind: 'categorical',
        values: ['branch', 'web', 'app'],
        weights: [0.5, 0.3, 0.2],
        shifted: { weights: [0.1, 0.3, 0.6] },
      },
    },
    {
      name: 'score',
      type: 'numeric',
      role: 'prediction',
      at: 'score',
      output: { kind: 'probability', bias: 0, noise: 0.3 },
    },
  ],
};

/** As above, without any move. */
export const stableEndpoint: SimulatedEndpoint = {
  ...shiftingEndpoint,
  name: 'loan-stable',
  story: undefined,
};

/** Simulated clouds with the given endpoints and five days of logs. */
export function fleetOf(endpoints: SimulatedEndpoint[]): SimulatedFleet {
  return { ...demoFleet, endpoints, historyHours: 5 * DAY_HOURS };
}

/** The entity that discovery writes of a simulated endpoint. */
export function entityOf(
  endpoint: SimulatedEndpoint,
  annotations: Record<string, string> = {},
): Entity {
  const { capture } = endpoint;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: endpoint.name,
      namespace: 'default',
      annotations: {
        [ANNOTATION_PROVIDER]: 'sagemaker',
        [ANNOTATION_SAGEMAKER_ENDPOINT_NAME]: endpoint.name,
        [ANNOTATION_AWS_ACCOUNT_ID]: '123456789012',
        [ANNOTATION_AWS_REGION]: endpoint.region,
        [ANNOTATION_VARIANTS]: 'AllTraffic',
        [ANNOTATION_CAPTURE]: capture?.enabled ? 'on' : 'off',
        ...(capture && {
          [ANNOTATION_CAPTURE_URI]: `s3://${capture.bucket}/${capture.prefix}`,
        }),
        ...annotations,
      },
    },
    spec: {
      type: 'model-endpoint',
      lifecycle: 'production',
      owner: 'group:default/team-risk',
    },
  };
}

const groups: Entity[] = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'team-risk', namespace: 'default' },
    spec: { type: 'team', parent: 'data-and-ai', children: [] },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: {
      name: 'data-and-ai',
      namespace: 'default',
      annotations: { 'slack.com/channel': '#risk-models' },
    },
    spec: { type: 'department', children: ['team-risk'] },
  },
];

/** The plugin's real services against simulated clouds. */
export interface Harness {
  services: Services;
  /** Runs a model to its end. */
  run(modelId: string): Promise<RunStatus>;
  /** Replaces the entities of endpoints in the catalog. */
  setEntities(entities: Entity[]): Promise<void>;
}

/** What a harness can be told. */
export interface HarnessOptions {
  knex: Knex;
  /** Address of the simulated clouds. */
  simulatorUrl: string;
  entities: Entity[];
  /** Text of the monitors file. */
  monitors?: string;
  /** Laid over `aiGovernance`. */
  config?: JsonObject;
}

const DRIFT_FILE = `
monitoring:
  baseline_window: { first: P3D }
  comparison_window: P1D
  min_samples: 200
`;

/** Alerts wait for nobody, so that a run ends with its message. */
const ALERTING_FILE = 'route: { group_wait: PT0S, group_interval: PT1S }\n';

/** Wires the services as the plugin does and calls `use` with them; lets go of everything afterwards. */
export async function withHarness<T>(
  options: HarnessOptions,
  use: (harness: Harness) => Promise<T>,
): Promise<T> {
  const { knex, simulatorUrl } = options;
  const directory = await mkdtemp(join(tmpdir(), 'harness-'));
  const driftFile = join(directory, 'drift.yaml');
  const monitorsFile = join(directory, 'monitors.yaml');
  const alertingFile = join(directory, 'alerting.yaml');
  await writeFile(driftFile, DRIFT_FILE);
  await writeFile(alertingFile, ALERTING_FILE);
  await writeFile(monitorsFile, options.monitors ?? 'monitors: {}\n');
  const config = new ConfigReader({
    app: { baseUrl: 'http://localhost:3000' },
    aws: {
      accounts: [
        {
          accountId: '123456789012',
          accessKeyId: 'AKIATEST',
          secretAccessKey: 'secret',
        },
      ],
    },
    aiGovernance: {
      drift: { file: driftFile },
      monitors: { file: monitorsFile },
      alerting: { file: alertingFile },
      aws: {
        s3: {
          endpoint: `${simulatorUrl}/s3`,
          forcePathStyle: true,
          maxAttempts: 1,
        },
      },
      azure: { blob: { endpoint: `${simulatorUrl}/azure/blob` } },
      slack: { token: 'xoxb-test', apiUrl: `${simulatorUrl}/slack/api/` },
      monitoring: { lease: { seconds: 2 } },
      ...options.config,
      ingestion: {
        tempDirectory: join(directory, 'logs'),
        ...(options.config?.ingestion as JsonObject),
      },
    },
  });
  const logger = mockServices.rootLogger({ level: 'none' });
  const auth = mockServices.auth();
  const channel = SlackAlertChannel.fromConfig(config, { logger });
  const catalogOf = (entities: Entity[]) =>
    catalogServiceMock({ entities: [...groups, ...entities] });
  const services = await createServices({
    config,
    knex,
    catalog: catalogOf([]),
    auth,
    auditor: silentAuditor,
    logger,
    sources: [
      S3CaptureLogSource.fromConfig(config),
      BlobCollectorLogSource.fromConfig(config),
    ],
    groundTruth: [S3GroundTruthSource.fromConfig(config)],
    channels: channel ? [channel] : [],
  });
  const setEntities = (entities: Entity[]) =>
    syncModels({
      catalog: catalogOf(entities),
      auth,
      models: services.models,
      marks: services.marks,
      logger,
      now: new Date(),
      signal: new AbortController().signal,
    });
  try {
    await setEntities(options.entities);
    return await use({
      services,
      setEntities,
      async run(modelId) {
        let run = await services.monitoring.start(modelId, 'user:default/test');
        while (run.state === 'queued' || run.state === 'running') {
          await new Promise(resolve => setTimeout(resolve, 20));
          run = await services.runs.get(run.id);
        }
        await services.monitoring.idle();
        return run;
      },
    });
  } finally {
    await services.close();
    await rm(directory, { recursive: true, force: true });
  }
}
