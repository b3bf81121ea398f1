import {
  CloudSimulator,
  demoFleet,
  type SimulatorFault,
  type SimulatedFleet,
} from '@ai-governance/cloud-simulator';
import type { EndpointMetrics } from '@ai-governance/plugin-ai-governance-node';
import type { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { CloudWatchMetricsSource } from './CloudWatchMetricsSource';

jest.setTimeout(60_000);

const ANCHOR = new Date('2026-03-31T12:00:00Z');
const NOW = new Date('2026-03-31T14:30:00Z');
const ACCOUNT = '123456789012';
const OTHER = '210987654321';

const [first] = demoFleet.endpoints;
const many = Array.from({ length: 150 }, (_, i) => ({
  ...first,
  name: `many-${i}`,
}));
const fleet: SimulatedFleet = {
  ...demoFleet,
  accessKeys: { AKIAOTHER: OTHER },
  endpoints: [
    ...demoFleet.endpoints,
    { ...first, name: 'other-account', accountId: OTHER },
    ...many,
  ],
};

function entity(
  name: string,
  annotations: Record<string, string> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: {
        'ai-governance.io/provider': 'sagemaker',
        'ai-governance.io/sagemaker-endpoint-name': name,
        'ai-governance.io/aws-account-id': ACCOUNT,
        'ai-governance.io/aws-region': 'eu-central-1',
        'ai-governance.io/variants': 'champion,challenger',
        ...annotations,
      },
    },
  };
}

const elsewhere = entity('other-account', {
  'ai-governance.io/aws-account-id': OTHER,
});

describe('CloudWatchMetricsSource', () => {
  let simulator: CloudSimulator;

  beforeEach(async () => {
    simulator = await CloudSimulator.start({
      fleet,
      anchor: ANCHOR,
      now: () => NOW,
    });
  });
  afterEach(() => simulator.stop());

  const source = (maxAttempts = 5) =>
    CloudWatchMetricsSource.fromConfig(
      new ConfigReader({
        aws: {
          accounts: [
            {
              accountId: ACCOUNT,
              accessKeyId: 'AKIADEMO',
              secretAccessKey: 'x',
            },
            {
              accountId: OTHER,
              accessKeyId: 'AKIAOTHER',
              secretAccessKey: 'x',
            },
          ],
        },
        aiGovernance: {
          aws: {
            cloudwatch: { endpoint: simulator.cloudwatchUrl, maxAttempts },
          },
        },
      }),
    );

  /** Reads until the end or the failure, which is the second part of the answer. */
  async function read(
    entities: Entity[],
    options: { hours?: number; maxAttempts?: number } = {},
  ): Promise<{ metrics: EndpointMetrics[]; failure?: Error }> {
    const metrics: EndpointMetrics[] = [];
    const until = new Date('2026-03-31T14:00:00Z');
    try {
      for await (const page of source(options.maxAttempts).read({
        entities,
        since: new Date(until.getTime() - (options.hours ?? 24) * 3_600_000),
        until,
        signal: new AbortController().signal,
      })) {
        metrics.push(...page);
      }
    } catch (error) {
      return { metrics, failure: error as Error };
    }
    return { metrics };
  }

  const calls = () =>
    simulator
      .requests()
      .filter(({ operation }) => operation === 'GetMetricData');

  const fault = (effect: object, rest: Partial<SimulatorFault> = {}) =>
    simulator.addFault({
      service: 'cloudwatch',
      effect: { kind: 'error', ...effect },
      ...rest,
    } as SimulatorFault);

  it('reads whole hours of every variant, latencies in milliseconds', async () => {
    const { metrics } = await read([entity('credit-risk-scoring')]);
    expect(metrics).toHaveLength(1);
    const [{ entityRef, hours, problem }] = metrics;
    expect(entityRef).toBe('component:default/credit-risk-scoring');
    expect(problem).toBeUndefined();
    expect(hours).toHaveLength(48);
    expect(new Set(hours.map(({ variant }) => variant))).toEqual(
      new Set(['champion', 'challenger']),
    );
    for (const hour of hours) {
      expect(hour.invocations).toBeGreaterThan(0);
      expect(hour.errors4xx).toBeGreaterThanOrEqual(0);
      expect(hour.errors5xx).toBeGreaterThanOrEqual(0);
      expect(hour.modelErrors).toBe(hour.errors4xx! + hour.errors5xx!);
      expect(hour.latencyMs.p50).toBeGreaterThan(20);
      expect(hour.latencyMs.p99).toBeLessThan(200);
    }
    expect(calls()).toHaveLength(1);
  });

  it('leaves out what has no metrics', async () => {
    const { metrics } = await read([entity('nobody-calls-it')]);
    expect(metrics).toEqual([
      { entityRef: 'component:default/nobody-calls-it', hours: [] },
    ]);
  });

  it('asks for 71 variants at a time, and follows the pages of an answer', async () => {
    const { metrics } = await read(
      many.map(({ name }) => entity(name)),
      { hours: 300 },
    );
    expect(metrics).toHaveLength(150);
    expect(new Set(metrics.map(({ entityRef }) => entityRef)).size).toBe(150);
    for (const { hours } of metrics) {
      expect(hours).toHaveLength(600);
      expect(hours.every(hour => hour.latencyMs.p99 !== null)).toBe(true);
    }
    // 35 endpoints with 2 variants go into a call of 490 queries, whose 147 000 points are two pages.
    expect(calls()).toHaveLength(2 * 4 + 1);
  });

  it('goes on over an empty page', async () => {
    simulator.addFault({
      service: 'cloudwatch',
      count: 1,
      effect: { kind: 'empty-page' },
    });
    const { metrics } = await read([entity('credit-risk-scoring')]);
    expect(metrics[0].hours).toHaveLength(48);
    expect(calls()).toHaveLength(2);
  });

  it('waits when it is throttled', async () => {
    fault({ code: 'Throttling', message: 'Rate exceeded' }, { every: 2 });
    const { metrics, failure } = await read([
      entity('credit-risk-scoring'),
      elsewhere,
    ]);
    expect(failure).toBeUndefined();
    expect(metrics.map(({ hours }) => hours.length)).toEqual([48, 48]);
  });

  it('names the permission that is missing, and goes on with other accounts', async () => {
    fault(
      {
        code: 'AccessDenied',
        status: 403,
        message:
          'User: arn:aws:iam::123456789012:user/x is not authorized to perform: cloudwatch:GetMetricData',
      },
      { accountId: ACCOUNT },
    );
    const { metrics, failure } = await read([
      entity('credit-risk-scoring'),
      elsewhere,
    ]);
    expect(failure).toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringMatching(
        /^AWS denies cloudwatch:GetMetricData to the credentials of account 123456789012 in eu-central-1: grant cloudwatch:GetMetricData on \*/,
      ),
    });
    expect(metrics).toEqual([
      {
        entityRef: 'component:default/credit-risk-scoring',
        hours: [],
        problem: failure?.message,
      },
      expect.objectContaining({
        entityRef: 'component:default/other-account',
        hours: expect.arrayContaining([
          expect.objectContaining({ variant: 'champion' }),
        ]),
      }),
    ]);
  });

  it.each([
    ['ExpiredToken', 403, 'AuthenticationError', /have expired: renew them/],
    ['InvalidClientTokenId', 403, 'AuthenticationError', /does not accept/],
    ['InternalFailure', 500, 'ServiceUnavailableError', /CloudWatch at 127/],
    ['InvalidParameterValue', 400, 'ForwardedError', /GetMetricData failed/],
  ])('tells %s', async (code, status, name, message) => {
    fault({ code, status, message: 'No.' });
    const { metrics, failure } = await read([entity('credit-risk-scoring')], {
      maxAttempts: 1,
    });
    expect(failure?.constructor.name).toBe(name);
    expect(failure?.message).toMatch(message);
    expect(metrics[0].problem).toBe(failure?.message);
  });

  it('tells two accounts that fail', async () => {
    fault({ code: 'ExpiredToken', status: 403, message: 'Expired.' });
    const { metrics, failure } = await read([
      entity('credit-risk-scoring'),
      elsewhere,
    ]);
    expect(failure?.message).toMatch(
      /^2 accounts or regions could not be read, .*account 123456789012/,
    );
    expect(metrics.map(({ problem }) => problem)).toEqual([
      expect.stringContaining(ACCOUNT),
      expect.stringContaining(OTHER),
    ]);
  });

  it('tells an endpoint that does not say where it is', async () => {
    const { metrics } = await read([
      entity('lost', { 'ai-governance.io/aws-region': '' }),
      entity('credit-risk-scoring'),
    ]);
    expect(metrics[0]).toEqual({
      entityRef: 'component:default/lost',
      hours: [],
      problem:
        'component:default/lost has no annotation ai-governance.io/aws-region',
    });
    expect(metrics[1].hours).toHaveLength(48);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    stop.abort(new Error('enough'));
    const pages = source().read({
      entities: [entity('credit-risk-scoring')],
      since: ANCHOR,
      until: NOW,
      signal: stop.signal,
    });
    await expect(pages.next()).rejects.toThrow('enough');
  });

  it('serves what SageMaker discovery wrote', () => {
    expect(source().appliesTo(entity('a'))).toBe(true);
    expect(
      source().appliesTo(
        entity('a', { 'ai-governance.io/provider': 'azure-ml' }),
      ),
    ).toBe(false);
  });
});
