import {
  CloudSimulator,
  demoFleet,
  type SimulatorFault,
} from '@ai-governance/cloud-simulator';
import type { EndpointMetrics } from '@ai-governance/plugin-ai-governance-node';
import type { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { AzureMonitorMetricsSource } from './AzureMonitorMetricsSource';

jest.setTimeout(60_000);

const ANCHOR = new Date('2026-03-31T12:00:00Z');
const NOW = new Date('2026-03-31T14:30:00Z');
const azure = demoFleet.azure!;
const [production, lab] = azure.workspaces;
const [churn] = production.endpoints;
const many = Array.from({ length: 120 }, (_, i) => ({
  ...churn,
  name: `many-${i}`,
}));
const fleet = {
  ...demoFleet,
  azure: {
    ...azure,
    workspaces: [
      { ...production, endpoints: [...production.endpoints, ...many] },
      lab,
    ],
  },
};

function entity(name: string, workspace = production): Entity {
  const { subscriptionId, resourceGroup, location } = workspace;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: {
        'ai-governance.io/provider': 'azure-ml',
        'ai-governance.io/azure-subscription-id': subscriptionId,
        'ai-governance.io/endpoint-id': `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.MachineLearningServices/workspaces/${workspace.name}/onlineEndpoints/${name}`,
      },
    },
    spec: { deployment: { region: location } },
  };
}

const ref = (name: string) => `component:default/${name}`;

describe('AzureMonitorMetricsSource', () => {
  let simulator: CloudSimulator;

  beforeEach(async () => {
    simulator = await CloudSimulator.start({
      fleet,
      anchor: ANCHOR,
      now: () => NOW,
    });
  });
  afterEach(() => simulator.stop());

  const source = (monitor: object = {}) =>
    AzureMonitorMetricsSource.fromConfig(
      new ConfigReader({
        aiGovernance: {
          azure: {
            monitor: {
              endpoint: simulator.monitorUrl,
              maxAttempts: 1,
              ...monitor,
            },
          },
        },
      }),
    );

  async function read(
    entities: Entity[],
    options: { hours?: number; monitor?: object; until?: string } = {},
  ): Promise<Map<string, EndpointMetrics>> {
    const found = new Map<string, EndpointMetrics>();
    const until = new Date(options.until ?? '2026-03-31T14:00:00Z');
    const pages = source(options.monitor).read({
      entities,
      since: new Date(until.getTime() - (options.hours ?? 2) * 3_600_000),
      until,
      signal: new AbortController().signal,
    });
    for await (const page of pages) {
      for (const metrics of page) {
        expect(found.has(metrics.entityRef)).toBe(false);
        found.set(metrics.entityRef, metrics);
      }
    }
    return found;
  }
  const calls = () =>
    simulator.requests().filter(({ service }) => service === 'monitor');
  const fault = (
    effect: Partial<Extract<SimulatorFault['effect'], { kind: 'error' }>>,
    rest: Partial<SimulatorFault> = {},
  ): SimulatorFault => ({
    service: 'monitor',
    effect: { kind: 'error', code: 'X', ...effect },
    ...rest,
  });

  it('reads requests, errors and latencies by deployment and hour', async () => {
    const found = await read([entity('customer-churn')]);
    const { hours, problem } = found.get(ref('customer-churn'))!;
    expect(problem).toBeUndefined();
    expect(hours.map(({ variant, hour }) => `${variant} ${hour}`)).toEqual([
      'blue 2026-03-31T12:00:00.000Z',
      'blue 2026-03-31T13:00:00.000Z',
      'green 2026-03-31T12:00:00.000Z',
      'green 2026-03-31T13:00:00.000Z',
    ]);
    for (const hour of hours) {
      const { p50, p95, p99 } = hour.latencyMs;
      expect(p50).toBeGreaterThan(20);
      expect(p95).toBeGreaterThan(p50!);
      expect(p99).toBeGreaterThan(p95!);
      expect(p99).toBeLessThan(400);
      expect(hour.modelErrors).toBeNull();
      expect(hour.errors4xx! + hour.errors5xx!).toBeLessThan(hour.invocations!);
    }
    expect(hours[0].invocations).toBeGreaterThan(100);
  });

  it('counts as many requests as the logs of an hour hold', async () => {
    const found = await read([entity('customer-churn')], { hours: 1 });
    const { hours } = found.get(ref('customer-churn'))!;
    const list = await fetch(
      `${simulator.blobUrl}/acmemlproduction/azureml-blobstore-0c8d5f0e?restype=container&comp=list&prefix=modelDataCollector/customer-churn/blue/model_outputs/2026/03/31/13/`,
    );
    const [, name] = (await list.text()).match(/<Name>([^<]*)</)!;
    const log = await fetch(
      `${simulator.blobUrl}/acmemlproduction/azureml-blobstore-0c8d5f0e/${name}`,
    );
    const ids = (await log.text())
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line).id);
    expect(hours[0].invocations).toBe(new Set(ids).size);
  });

  it('asks for fifty endpoints at once, and for six hours of minutes', async () => {
    const found = await read(
      many.map(({ name }) => entity(name)),
      { hours: 12 },
    );
    expect(found.size).toBe(120);
    expect(found.get(ref('many-119'))!.hours).toHaveLength(24);
    // Three batches, each asked for latencies once and for requests twice.
    expect(calls()).toHaveLength(9);
  });

  it('parts subscriptions and regions', async () => {
    const found = await read([
      entity('customer-churn'),
      entity('price-elasticity', lab),
    ]);
    expect(found.get(ref('price-elasticity'))!.hours).toHaveLength(2);
    expect(new Set(calls().map(({ region }) => region))).toEqual(
      new Set(['westeurope', 'northeurope']),
    );
  });

  it('tells of one endpoint that is gone, and reads the others', async () => {
    const found = await read([
      ...many.slice(0, 6).map(({ name }) => entity(name)),
      entity('gone'),
      entity('customer-churn'),
    ]);
    expect(found.size).toBe(8);
    expect(found.get(ref('gone'))).toEqual({
      entityRef: ref('gone'),
      hours: [],
      problem: expect.stringMatching(
        /does not tell the metrics of this endpoint; caused by RestError: The Resource .* was not found/,
      ),
    });
    for (const name of ['many-0', 'many-5', 'customer-churn']) {
      expect(found.get(ref(name))!.hours).toHaveLength(4);
    }
  });

  it('tells of entities that cannot be asked for', async () => {
    const lost = entity('lost');
    delete lost.metadata.annotations!['ai-governance.io/endpoint-id'];
    delete lost.spec!.deployment;
    const odd = entity('odd');
    odd.spec!.deployment = { region: 'evil.example/' };
    const found = await read([lost, odd, entity('customer-churn')]);
    expect(found.get(ref('lost'))!.problem).toBe(
      'component:default/lost has no annotation ai-governance.io/endpoint-id and spec.deployment.region',
    );
    expect(found.get(ref('odd'))!.problem).toMatch(/expected lower case/);
    expect(found.get(ref('customer-churn'))!.hours).toHaveLength(4);
  });

  it('names the missing role of one region, and reads the other', async () => {
    simulator.addFault(
      fault(
        { status: 403, code: 'AuthorizationFailed', message: 'no' },
        { resource: 'ml-lab' },
      ),
    );
    const found = await read([
      entity('price-elasticity', lab),
      entity('customer-churn'),
    ]);
    expect(found.get(ref('price-elasticity'))!.problem).toMatch(
      /^Azure refuses to read metrics of online endpoints: the identity of the backend lacks the role 'Monitoring Reader' on subscription 5f6d1c2e-/,
    );
    expect(found.get(ref('customer-churn'))!.hours).toHaveLength(4);
  });

  it('waits when it is throttled, and completes at every second call', async () => {
    simulator.addFault(
      fault({ status: 429, retryAfterSeconds: 0 }, { every: 2 }),
    );
    const found = await read(
      many.map(({ name }) => entity(name)),
      { monitor: { maxAttempts: 3 } },
    );
    expect([...found.values()].every(({ hours }) => hours.length === 4)).toBe(
      true,
    );
  });

  it('ends when nobody can be signed in', async () => {
    simulator.addFault(fault({ status: 401 }));
    await expect(read([entity('customer-churn')])).rejects.toMatchObject({
      name: 'AuthenticationError',
    });
  });

  it('tells a server that is not there', async () => {
    const found = await read([entity('customer-churn')], {
      monitor: { endpoint: 'http://127.0.0.1:9' },
    });
    expect(found.get(ref('customer-churn'))!.problem).toMatch(
      /^Azure at 127\.0\.0\.1:9 cannot be reached/,
    );
  });

  it('leaves out hours without requests, and takes whole hours only', async () => {
    const found = await read([entity('customer-churn')], {
      until: '2020-01-01T00:00:00Z',
    });
    expect(found.get(ref('customer-churn'))!.hours).toEqual([]);
    await expect(
      read([entity('customer-churn')], { until: '2026-03-31T14:10:00Z' }),
    ).rejects.toThrow(/by whole hours/);
  });

  it('knows its endpoints', () => {
    expect(source().id).toBe('azure-monitor');
    expect(source().appliesTo(entity('x'))).toBe(true);
    expect(
      source().appliesTo({ ...entity('x'), metadata: { name: 'x' } }),
    ).toBe(false);
  });
});
