import {
  AiGovernanceClient,
  aiGovernanceConfigurePermission,
  AiGovernanceOutcomesClient,
  aiGovernancePushPermission,
  aiGovernanceReadPermission,
} from '@ai-governance/plugin-ai-governance-common';
import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aiGovernancePlugin } from '../plugin';
import { pushedEntity } from '../push/__testUtils__/inferences';

jest.setTimeout(120_000);

const HOUR = 3_600_000;
const MODEL = 'default.hiring';
/** Names of groups that have fewer people than the minimum. */
const SMALL = ['nonbinary', '90+'];

const MONITORS = `
monitors:
  component:default/hiring:
    baseline: { first: PT12H }
    comparison_window: PT12H
    columns:
      - { name: age, type: numeric }
      - { name: gender, type: categorical }
      - { name: test, type: numeric }
      - { name: invited, type: categorical, role: prediction }
    outcomes:
      prediction: invited
      labels: [push]
      favourable: { prediction: 'yes', label: good }
      positive: { prediction: 'yes', label: good }
      window: P1D
    bias:
      verb: invited
      protected_attributes:
        - name: gender
          groups: [female, male, nonbinary]
          reference_group: male
        - name: age
          groups: ['<40', '40-89', '90+']
      intersectional_analysis: { combinations: [[gender, age]] }
`;

describe('routes of fairness, labels and performance', () => {
  let backend: TestBackend;
  let directory: string;
  let url: string;
  let audit: { eventId: string; status: string; meta?: object }[] = [];
  const denied = new Set<string>();

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'outcome-routes-'));
    const monitors = join(directory, 'monitors.yaml');
    await writeFile(monitors, MONITORS);
    const auditor = mockServices.auditor.mock({
      createEvent: async ({ eventId }) => ({
        success: async options => {
          audit.push({ eventId, status: 'succeeded', meta: options?.meta });
        },
        fail: async () => {
          audit.push({ eventId, status: 'failed' });
        },
      }),
    });
    const permissions = mockServices.permissions.mock({
      authorizeConditional: async queries =>
        queries.map(() => ({ result: AuthorizeResult.ALLOW })),
      authorize: async queries =>
        queries.map(({ permission }) => ({
          result: denied.has(permission.name)
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
        })),
    });
    backend = await startTestBackend({
      features: [
        aiGovernancePlugin,
        catalogServiceMock.factory({ entities: [pushedEntity('hiring')] }),
        mockServices.scheduler.factory({
          includeInitialDelayedTasksOnStartup: true,
        }),
        auditor.factory,
        permissions.factory,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            backend: {
              database: { client: 'better-sqlite3', connection: ':memory:' },
            },
            aiGovernance: {
              monitors: { file: monitors },
              ingestion: {
                settle: { seconds: 0 },
                tempDirectory: join(directory, 'logs'),
              },
            },
          },
        }),
      ],
    });
    const { port } = backend.server.address() as AddressInfo;
    url = `http://127.0.0.1:${port}/api/ai-governance`;
    // The catalog is taken over by a task.
    let status = 404;
    while (status === 404) {
      ({ status } = await fetch(`${url}/v1/models/${MODEL}`));
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    await fill();
  });
  afterAll(async () => {
    await backend.stop();
    await rm(directory, { recursive: true });
  });
  beforeEach(() => {
    audit = [];
    denied.clear();
  });

  const options = () => ({
    discoveryApi: { getBaseUrl: async () => url },
    fetchApi: { fetch },
  });
  const outcomes = () => new AiGovernanceOutcomesClient(options());
  const client = () => new AiGovernanceClient(options());

  /** A day of applicants, eleven of a group that is too small and seven of an age that is. */
  async function fill(): Promise<void> {
    const now = Date.now();
    const people = Array.from({ length: 1440 }, (_, i) => ({
      id: `applicant-${i}`,
      time: (Math.floor(now / HOUR) - 24) * HOUR + 60_000 * i,
      gender: i % 131 === 0 ? 'nonbinary' : ['female', 'male'][i % 2],
      age: i % 206 === 5 ? 93 : 20 + (i % 60),
      invited: i % 2 === 0 ? i % 3 === 0 : i % 3 !== 0,
    }));
    await client().pushInferences(
      MODEL,
      people.map(({ id, time, gender, age, invited }) => ({
        id,
        time: new Date(time).toISOString(),
        input: { gender, age, test: (age * 7) % 90 },
        output: { invited: invited ? 'yes' : 'no' },
      })),
      { idempotencyKey: 'applicants' },
    );
    await outcomes().pushLabels(
      MODEL,
      people.map(({ id }, i) => ({
        id,
        label: i % 5 === 0 ? 'bad' : 'good',
        time: new Date(now - 1000).toISOString(),
      })),
      { idempotencyKey: 'labels' },
    );
    let run = await client().startRun(MODEL);
    while (run.state === 'queued' || run.state === 'running') {
      await new Promise(resolve => setTimeout(resolve, 50));
      run = await client().getRun(MODEL, run.id);
    }
    // A run that began before everything was pushed is followed by another.
    run = await client().startRun(MODEL);
    while (run.state === 'queued' || run.state === 'running') {
      await new Promise(resolve => setTimeout(resolve, 50));
      run = await client().getRun(MODEL, run.id);
    }
    expect(run).toMatchObject({ state: 'succeeded', error: null });
  }

  /** Every answer that says anything of the model. */
  async function allAnswers(): Promise<Record<string, unknown>> {
    const history = await outcomes().getFairnessHistory(MODEL, {
      variant: 'default',
    });
    const drift = await client().getDrift(MODEL);
    const distributions = await Promise.all(
      ['age', 'gender', 'invited'].map(async column => [
        `distribution of ${column}`,
        await client().getDistribution(MODEL, { variant: 'default', column }),
      ]),
    );
    return {
      bias: await outcomes().getFairness(MODEL),
      intersectional: await outcomes().getIntersectionalFairness(MODEL),
      history,
      performance: await outcomes().getPerformance(MODEL),
      columns: await client().getColumns(MODEL),
      rootCause: await client().getRootCause(MODEL, { variant: 'default' }),
      drift,
      models: await client().listModels(),
      fleet: await client().getFleet(),
      ...Object.fromEntries(distributions),
      alerts: await (await fetch(`${url}/v1/alerts`)).json(),
    };
  }

  /** Objects that name a small group, with where they stand. */
  function* mentions(
    value: unknown,
    path: string,
  ): Generator<{ path: string; node: Record<string, unknown> }> {
    if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) {
        yield* mentions(item, `${path}.${i}`);
      }
    } else if (typeof value === 'object' && value !== null) {
      const node = value as Record<string, unknown>;
      const own = Object.entries(node).filter(
        ([, item]) =>
          typeof item === 'string' ||
          (Array.isArray(item) && item.every(one => typeof one === 'string')),
      );
      if (
        own.some(([, item]) =>
          [item]
            .flat()
            .some(text => SMALL.some(name => String(text).includes(name))),
        )
      ) {
        yield { path, node };
      }
      for (const [key, item] of Object.entries(node)) {
        if (typeof item === 'object') {
          yield* mentions(item, `${path}.${key}`);
        }
      }
    }
  }

  it('tells of a group that is too small by its name only, whichever answer is read', async () => {
    const answers = await allAnswers();
    const found = Object.entries(answers).flatMap(([name, answer]) => [
      ...mentions(answer, name),
    ]);
    // They are there, by name.
    expect(found.length).toBeGreaterThan(4);
    expect(
      found
        .filter(
          ({ path, node }) =>
            !(path.startsWith('distribution of gender')
              ? String(node.suppressed) === 'nonbinary'
              : /^(suppressed|empty)$/.test(String(node.state)) &&
                Object.keys(node).sort().join() === 'group,kind,state'),
        )
        .map(({ path }) => path),
    ).toEqual([]);
    // What is left of a total is not what is hidden: every table with a hidden group is rounded.
    const tables = (
      [answers.bias, answers.intersectional] as {
        runs: { results: { assessment: any }[] }[];
      }[]
    ).flatMap(({ runs }) => runs.flatMap(run => run.results));
    expect(
      tables.map(({ assessment }) => assessment.parameters.roundedTo),
    ).toEqual([5, 5, 5]);
    const shown: { n: number; selected: number }[] = tables
      .flatMap(({ assessment }) => assessment.groups)
      .filter(({ state }) => state === 'shown')
      .map(({ counts }) => counts);
    expect(
      shown.filter(({ n, selected }) => n % 5 !== 0 || selected % 5 !== 0),
    ).toEqual([]);
    // Of the ends of a protected column nobody hears: they are single people.
    const { columns } = answers.columns as {
      columns: { name: string; sample: { numbers: unknown } }[];
    };
    expect(
      columns.find(({ name }) => name === 'age')!.sample.numbers,
    ).toBeNull();
    expect(
      columns.find(({ name }) => name === 'test')!.sample.numbers,
    ).not.toBeNull();
  });

  it('answers with fairness, its history and performance', async () => {
    const { runs } = await outcomes().getFairness(MODEL);
    expect(runs[0]).toMatchObject({
      modelId: MODEL,
      variant: 'default',
      verdict: 'fail',
      labels: { decided: 1440 },
    });
    expect(
      runs[0].results.map(({ assessment }) => assessment.attributes),
    ).toEqual([['gender'], ['age']]);
    const page = await outcomes().getFairnessHistory(MODEL, {
      variant: 'default',
      attributes: ['gender'],
      metric: 'disparate-impact',
      limit: 1,
    });
    expect(page.points).toEqual([
      expect.objectContaining({
        attributes: ['gender'],
        group: null,
        metric: 'disparate-impact',
        threshold: 0.8,
      }),
    ]);
    expect(page.nextCursor).not.toBeNull();
    const performance = await outcomes().getPerformance(MODEL);
    expect(performance.runs[0].summary).toBe(
      'No limit is set that the performance could be held against.',
    );
    expect(performance.trend.length).toBeGreaterThan(0);
  });

  it('changes thresholds for those who may, and audits it', async () => {
    const change = {
      metrics: { 'disparate-impact': { threshold: 0.75 } },
      reason: 'agreed',
    };
    denied.add(aiGovernanceConfigurePermission.name);
    await expect(
      outcomes().setFairnessThresholds(MODEL, change),
    ).rejects.toMatchObject({ body: { error: { name: 'NotAllowedError' } } });
    denied.clear();
    const answer = await outcomes().setFairnessThresholds(MODEL, change);
    expect(answer.metrics['disparate-impact']).toEqual({
      enabled: true,
      threshold: 0.75,
    });
    expect(audit).toEqual([
      { eventId: 'bias-thresholds-set', status: 'failed' },
      {
        eventId: 'bias-thresholds-set',
        status: 'succeeded',
        meta: {
          version: answer.settingsVersion,
          reason: 'agreed',
          changes: { metrics: change.metrics },
        },
      },
    ]);
    const { monitor } = await client().getModel(MODEL);
    expect(monitor).toMatchObject({
      version: answer.settingsVersion,
      reason: 'agreed',
    });
  });

  it.each([
    [
      { minGroupSize: 4, reason: 'x' },
      /minGroupSize: must be a whole number from 5/,
    ],
    [
      { metrics: { fairness: {} }, reason: 'x' },
      /metrics: allowed are disparate-impact/,
    ],
    [
      { metrics: { 'equal-opportunity': { threshold: 0 } }, reason: 'x' },
      /metrics\.equal-opportunity\.threshold/,
    ],
    [{ reason: 'x' }, /changes nothing/],
    [{ minGroupSize: 10 }, /reason: is required/],
  ])('refuses thresholds %j', async (body, message) => {
    await expect(
      outcomes().setFairnessThresholds(MODEL, body as any),
    ).rejects.toMatchObject({
      body: {
        error: { name: 'InputError', message: expect.stringMatching(message) },
      },
    });
  });

  it('shows nothing to those who may not read', async () => {
    denied.add(aiGovernanceReadPermission.name);
    for (const read of [
      outcomes().getFairness(MODEL),
      outcomes().getIntersectionalFairness(MODEL),
      outcomes().getFairnessHistory(MODEL, { variant: 'default' }),
      outcomes().getPerformance(MODEL),
    ]) {
      await expect(read).rejects.toMatchObject({
        body: { error: { name: 'NotAllowedError' } },
      });
    }
  });

  it('takes labels of those who may push, once, and says what it does not take', async () => {
    const push = (key: string, lines: string) =>
      outcomes().pushLabels(MODEL, lines, { idempotencyKey: key });
    denied.add(aiGovernancePushPermission.name);
    await expect(push('p', '{"id":1,"label":1}\n')).rejects.toMatchObject({
      body: { error: { name: 'NotAllowedError' } },
    });
    denied.clear();
    const lines = [
      '{"id":"a","label":"good"}',
      '{"id":"b","row":2,"label":0.5,"time":"2020-01-01T00:00:00Z"}',
      '{"id":"c","label":null}',
      '{"id":"c"}',
      '{"id":"c","row":-1,"label":1}',
      '{"label":1}',
      '{"id":"d","label":1,"time":"yesterday"}',
      'nonsense',
      '',
    ].join('\n');
    const answer = await push('p', lines);
    expect(answer).toMatchObject({
      accepted: 1,
      rejected: [
        { line: 2, reason: 'too-old' },
        { line: 3, reason: 'no-label' },
        { line: 4, reason: 'no-label' },
        { line: 5, reason: 'bad-row' },
        { line: 6, reason: 'no-event-id' },
        { line: 7, reason: 'no-time' },
        { line: 8, reason: 'not-json' },
      ],
      rejectedReasons: { 'no-label': 2 },
    });
    expect(await push('p', lines)).toEqual(answer);
    await expect(push('p', '{"id":"z","label":1}')).rejects.toMatchObject({
      body: { error: { name: 'ConflictError' } },
    });
    expect(audit.map(({ eventId, status }) => `${eventId} ${status}`)).toEqual([
      'labels-push failed',
      'labels-push succeeded',
      'labels-push succeeded',
      'labels-push failed',
    ]);
  });
});
