import { CloudSimulator } from '@ai-governance/cloud-simulator';
import { SlackAlertChannel } from '@ai-governance/plugin-ai-governance-backend-module-slack';
import type {
  DriftRun,
  Severity,
  Verdict,
} from '@ai-governance/plugin-ai-governance-common';
import type { AlertChannel } from '@ai-governance/plugin-ai-governance-node';
import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Knex } from 'knex';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FindingService } from '../../findings/FindingService';
import { FindingStore } from '../../findings/FindingStore';
import { ModelStore } from '../../models/ModelStore';
import { type Alerting, createAlerting } from '../createAlerting';

export const MODEL = 'default.churn';
export const ENTITY = 'component:default/churn';

/** Instants of a story, in seconds since its beginning. */
export const at = (seconds: number) =>
  new Date(Date.UTC(2026, 10, 1) + seconds * 1000);

/** An endpoint of team-growth in the system crm. */
export const endpoint = (name = 'churn', spec: object = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', title: `${name} <model>` },
  spec: {
    type: 'model-endpoint',
    owner: 'team-growth',
    system: 'crm',
    ...spec,
  },
});

/** A group with a parent and a Slack channel. */
export function group(name: string, parent?: string, channel?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: {
      name,
      namespace: 'default',
      ...(channel && { annotations: { 'slack.com/channel': channel } }),
    },
    spec: { type: 'team', children: [], ...(parent && { parent }) },
  };
}

/** A comparison in which columns have these verdicts. */
export function comparison(
  columns: Record<string, Verdict>,
  options: { modelId?: string; severity?: Severity } = {},
): DriftRun {
  return {
    id: 'run',
    modelId: options.modelId ?? MODEL,
    variant: 'AllTraffic',
    createdAt: at(0).toISOString(),
    verdict: 'warn',
    summary: '',
    settingsVersion: 1,
    gridVersion: 1,
    baseline: null,
    current: null,
    columns: Object.entries(columns).map(([column, verdict]) => ({
      column,
      type: 'numeric',
      role: 'feature',
      verdict,
      severity: options.severity ?? 'high',
      reason: 'PSI 0.4 is above the limit of 0.25.',
      baseline: { n: 1, missing: 0 },
      current: { n: 1, missing: 0 },
      tests: [],
      openSince: null,
    })),
  };
}

/** Alerting against a database and the simulator's Slack, with a clock that the test moves. */
export interface AlertStage extends Alerting {
  models: ModelStore;
  findings: FindingService;
  /** Brings the drift of the model's columns up to date. */
  measure(
    columns: Record<string, Verdict>,
    seconds: number,
    options?: { modelId?: string; severity?: Severity },
  ): Promise<void>;
  /** Does all that is due. */
  dispatch(seconds: number): Promise<void>;
  /** Replaces what the catalog holds. */
  setCatalog(entities: Entity[]): void;
}

/** Wires alerting as the plugin does. */
export async function createAlertStage(options: {
  knex: Knex;
  simulator: CloudSimulator;
  catalog?: Entity[];
  slack?: { defaultChannel?: string };
  /** Text of alerting.yaml. */
  yaml?: string;
  models?: Entity[];
  channels?: AlertChannel[];
}): Promise<AlertStage> {
  const { knex, simulator } = options;
  const models = ModelStore.create({ knex });
  await models.upsert(
    (options.models ?? [endpoint()]).map(entity => ({
      id: `default.${entity.metadata.name}`,
      entityRef: `component:default/${entity.metadata.name}`,
      entity,
    })),
    at(0),
  );
  const logger = mockServices.logger.mock();
  const directory = await mkdtemp(join(tmpdir(), 'alerting-'));
  const file = join(directory, 'alerting.yaml');
  await writeFile(
    file,
    options.yaml ?? 'route: { group_wait: PT0S, group_interval: PT1M }',
  );
  const config = new ConfigReader({
    app: { baseUrl: 'http://localhost:3000' },
    aiGovernance: {
      alerting: { file },
      slack: {
        token: 'xoxb-test',
        apiUrl: simulator.slackApiUrl,
        ...options.slack,
      },
    },
  });
  let catalog = options.catalog ?? [
    group('team-growth', undefined, '#growth-ml'),
  ];
  const slack = SlackAlertChannel.fromConfig(config, { logger })!;
  const current = () => catalogServiceMock({ entities: catalog });
  const alerting = await createAlerting({
    config,
    knex,
    catalog: catalogServiceMock.mock({
      getEntitiesByRefs: (...args) => current().getEntitiesByRefs(...args),
      queryEntities: (...args) => current().queryEntities(...args),
    }),
    auth: mockServices.auth(),
    auditor: mockServices.auditor.mock(),
    channels: options.channels ?? [slack],
    logger,
  });
  await rm(directory, { recursive: true });
  const findings = FindingService.create({
    store: FindingStore.create({ knex }),
  });
  return {
    ...alerting,
    models,
    findings,
    async measure(columns, seconds, how) {
      await findings.update(comparison(columns, how), at(seconds));
    },
    dispatch: seconds =>
      alerting.alerts.dispatch({
        now: at(seconds),
        signal: new AbortController().signal,
      }),
    setCatalog(entities) {
      catalog = entities;
    },
  };
}
