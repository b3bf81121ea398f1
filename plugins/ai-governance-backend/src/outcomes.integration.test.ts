import type { PushedLabel } from '@ai-governance/plugin-ai-governance-common';
import {
  countOutcomes,
  decodeOutcomes,
  type OutcomeGrid,
  type OutcomeProfile,
  type OutcomeRecord,
  sumOutcomes,
} from '@ai-governance/plugin-ai-governance-statistics';
import { Knex } from 'knex';
import { createTestDatabases, migrate } from './__testUtils__/databases';
import { type Harness, withHarness } from './__testUtils__/harness';
import { rulesOf } from './outcomes/outcomeBasis';
import { ndjson, pushedEntity } from './push/__testUtils__/inferences';

jest.setTimeout(180_000);

const HOUR = 3_600_000;
const HOURS = 30;
const PER_HOUR = 60;
const MODEL = 'default.credit';

const MONITORS = `
monitors:
  component:default/credit:
    columns:
      - { name: age, type: numeric }
      - { name: income, type: numeric }
      - { name: decision, type: categorical, role: prediction }
      - { name: risk, type: numeric, role: prediction }
    outcomes:
      prediction: decision
      score: risk
      label: repaid
      labels: [push]
      favourable: { prediction: approve, label: true }
      positive: { prediction: decline, label: false }
      window: P1D
    bias:
      verb: approved
      protected_attributes:
        - name: gender
          groups:
            - { name: female, values: [female], label: women }
            - { name: male, values: [male], label: men }
          reference_group: male
        - name: age
          groups: ['<30', '30-199', '200+']
      intersectional_analysis: { combinations: [[gender, age]] }
    performance:
      limits:
        - { metric: accuracy, min: 0.5 }
        - { metric: auc, worsening: { by: 0.4 } }
`;

/** One decision, as its maker knows it. */
interface Decision {
  id: string;
  time: number;
  age: number;
  gender: string;
  decision: string;
  risk: number;
  repaid: boolean;
}

function makeDecisions(now: number): Decision[] {
  const first = Math.floor(now / HOUR) - HOURS;
  return Array.from({ length: HOURS * PER_HOUR }, (_, i) => {
    const gender = i % 2 === 0 ? 'female' : 'male';
    // Women are approved half as often.
    const approved = i % 10 < (gender === 'female' ? 4 : 8);
    return {
      id: `loan-${i}`,
      time: (first + Math.floor(i / PER_HOUR)) * HOUR + (i % PER_HOUR) * 1000,
      age: i % 500 === 7 ? 230 : 20 + (i % 37),
      gender: i % 450 === 3 ? 'diverse' : gender,
      decision: approved ? 'approve' : 'decline',
      risk: approved ? 0.1 + (i % 30) / 100 : 0.5 + (i % 40) / 100,
      repaid: approved ? i % 7 !== 0 : i % 3 === 0,
    };
  });
}

describe('decisions, labels, fairness and performance', () => {
  const databases = createTestDatabases();
  const now = Date.now();
  const decisions = makeDecisions(now);

  async function pushDecisions(harness: Harness): Promise<void> {
    const model = (await harness.services.models.get(MODEL))!;
    await harness.services.push.receive(model, {
      body: (async function* body() {
        yield Buffer.from(
          ndjson(
            ...decisions.map(({ id, time, age, gender, decision, risk }) => ({
              id,
              time: new Date(time).toISOString(),
              input: { age, income: age * 100, gender },
              output: { decision, risk },
            })),
          ),
        );
      })(),
      idempotencyKey: 'decisions',
      author: 'user:default/test',
      now: new Date(),
    });
  }

  async function pushLabels(
    harness: Harness,
    key: string,
    labels: PushedLabel[],
  ) {
    const model = (await harness.services.models.get(MODEL))!;
    return harness.services.labels.receive(model, {
      body: (async function* body() {
        yield Buffer.from(
          labels.map(label => `${JSON.stringify(label)}\n`).join(''),
        );
      })(),
      idempotencyKey: key,
      author: 'user:default/test',
      now: new Date(),
    });
  }

  const labelOf = ({ id, repaid, time }: Decision): PushedLabel => ({
    id,
    label: repaid,
    time: new Date(time + 5 * HOUR).toISOString(),
  });

  async function stored(knex: Knex) {
    const grid = await knex('outcome_grids').orderBy('version', 'desc').first();
    const parsed: OutcomeGrid = JSON.parse(grid.grid);
    const rows = await knex('outcome_profiles')
      .where({ grid_version: grid.version })
      .orderBy('hour');
    return {
      grid: parsed,
      rules: rulesOf(JSON.parse(grid.basis)),
      revisions: new Map<number, number>(
        rows.map(({ hour, revision }) => [hour, revision]),
      ),
      total: sumOutcomes(
        rows.map(
          ({ counts }): OutcomeProfile => decodeOutcomes(counts, parsed),
        ),
        parsed,
      ),
    };
  }

  const expectedOf = (
    grid: OutcomeGrid,
    rules: Parameters<typeof countOutcomes>[2],
    labels: Map<string, boolean>,
  ) =>
    countOutcomes(
      decisions.map(({ id, age, gender, decision, risk }): OutcomeRecord => {
        const label = labels.get(id);
        return {
          attributes: [gender, age],
          prediction: decision,
          score: risk,
          label: label === undefined ? undefined : String(label),
        };
      }),
      grid,
      rules,
    );

  it.each(databases.eachSupportedId())(
    'late, repeated and corrected labels touch their hours only, %p',
    async databaseId => {
      const knex = await migrate(await databases.init(databaseId));
      await withHarness(
        {
          knex,
          simulatorUrl: 'http://127.0.0.1:1',
          entities: [pushedEntity('credit')],
          config: { ingestion: { settle: { seconds: 0 } } },
          monitors: MONITORS,
        },
        async harness => {
          const { services, run } = harness;
          await pushDecisions(harness);
          await pushLabels(
            harness,
            'first',
            decisions.slice(0, 600).map(labelOf),
          );
          expect(await run(MODEL)).toMatchObject({
            state: 'succeeded',
            error: null,
          });
          const labels = new Map(
            decisions.slice(0, 600).map(({ id, repaid }) => [id, repaid]),
          );
          const first = await stored(knex);
          const withoutDelays = (profile: OutcomeProfile) => ({
            ...profile,
            labelDelays: [],
          });
          expect(withoutDelays(first.total)).toEqual(
            withoutDelays(expectedOf(first.grid, first.rules, labels)),
          );
          // Five hours, less than one for each second within the hour.
          expect(first.total.labelDelays[1]).toBe(600);

          // Ten hours later: some again, some corrected, one of nobody.
          const late = decisions.slice(900, 960);
          const corrected = decisions.slice(0, 10);
          await pushLabels(harness, 'second', [
            ...late.map(labelOf),
            ...late.map(labelOf),
            ...corrected.map(one => ({
              id: one.id,
              label: !one.repaid,
              time: new Date(one.time + 6 * HOUR).toISOString(),
            })),
            // Older than what is known already.
            ...corrected.slice(5).map(one => ({
              id: one.id,
              label: one.repaid,
              time: new Date(one.time + 1 * HOUR).toISOString(),
            })),
            { id: 'nobody', label: true },
          ]);
          await run(MODEL);
          late.forEach(({ id, repaid }) => labels.set(id, repaid));
          corrected.forEach(({ id, repaid }) => labels.set(id, !repaid));
          const second = await stored(knex);
          expect(withoutDelays(second.total)).toEqual(
            withoutDelays(expectedOf(second.grid, second.rules, labels)),
          );
          const changed = [...second.revisions].filter(
            ([hour, revision]) => revision !== first.revisions.get(hour),
          );
          expect(changed.map(([hour]) => hour)).toEqual([
            Math.floor(decisions[0].time / HOUR),
            Math.floor(decisions[900].time / HOUR),
          ]);

          // Nothing new: nothing is read.
          await run(MODEL);
          expect((await stored(knex)).revisions).toEqual(second.revisions);

          const model = (await services.models.get(MODEL))!;
          const [fairness] = await services.fairness.latest(model, {
            intersection: false,
          });
          expect(fairness).toMatchObject({
            verdict: 'fail',
            summary: expect.stringMatching(
              /^Women are approved at 0\.\d\d of the rate of the reference group, 95 % interval/,
            ),
            labels: { decided: 24 * PER_HOUR },
          });
          expect(
            fairness.results.map(({ assessment }) => [
              assessment.attributes,
              assessment.verdict,
            ]),
          ).toEqual([
            [['gender'], 'fail'],
            [['age'], expect.any(String)],
          ]);
          expect(fairness.results[0].openSince).not.toBeNull();
          // Fewer than thirty: by name only.
          expect(fairness.results[1].assessment.groups).toContainEqual({
            state: 'suppressed',
            kind: 'group',
            group: ['200+'],
          });
          const [together] = await services.fairness.latest(model, {
            intersection: true,
          });
          expect(together.results[0].assessment.attributes).toEqual([
            'gender',
            'age',
          ]);
          const findings = await knex('findings').where({ type: 'bias' });
          expect(findings.map(({ metric }) => metric)).toEqual(
            expect.arrayContaining(['disparate-impact']),
          );

          const performance = await services.performance.answer(model, {
            since: new Date(now - 3 * 24 * HOUR),
            until: new Date(now),
          });
          expect(performance.runs[0]).toMatchObject({
            verdict: expect.stringMatching(/pass|warn|fail/),
            measurement: { decided: 24 * PER_HOUR },
          });
          expect(
            performance.trend.filter(({ metric }) => metric === 'accuracy')
              .length,
          ).toBeGreaterThan(1);
          const history = await services.fairness.history(model, {
            variant: 'default',
            metric: 'disparate-impact',
            since: new Date(0).toISOString(),
            until: new Date(now + HOUR).toISOString(),
            limit: 2,
          });
          expect(history.points).toHaveLength(2);
          const next = await services.fairness.history(model, {
            variant: 'default',
            metric: 'disparate-impact',
            since: new Date(0).toISOString(),
            until: new Date(now + HOUR).toISOString(),
            cursor: history.nextCursor!,
            limit: 2,
          });
          expect(next.points[0]).not.toEqual(history.points[1]);
        },
      );
    },
  );

  it('thresholds that were changed hold from the next run on and stay', async () => {
    const knex = await migrate(await databases.init('SQLITE_3'));
    await withHarness(
      {
        knex,
        simulatorUrl: 'http://127.0.0.1:1',
        entities: [pushedEntity('credit')],
        config: { ingestion: { settle: { seconds: 0 } } },
        monitors: MONITORS,
      },
      async harness => {
        const { services, run } = harness;
        await pushDecisions(harness);
        await run(MODEL);
        const model = (await services.models.get(MODEL))!;
        const answer = await services.fairness.setThresholds(
          model,
          {
            metrics: {
              'disparate-impact': { threshold: 0.2 },
              'demographic-parity': { enabled: false },
            },
            minGroupSize: 5,
            reason: 'agreed with the works council',
          },
          { author: 'user:default/jane', now: new Date() },
        );
        expect(answer).toMatchObject({
          settingsVersion: 2,
          minGroupSize: 5,
          metrics: {
            'disparate-impact': { enabled: true, threshold: 0.2 },
            'demographic-parity': { enabled: false, threshold: 0.1 },
          },
        });
        for (let i = 0; i < 2; i++) {
          await run(MODEL);
          const [latest] = await services.fairness.latest(model, {
            intersection: false,
          });
          expect(latest.settingsVersion).toBe(2);
          const [gender] = latest.results;
          expect(gender.assessment.parameters.minGroupSize).toBe(5);
          expect(
            gender.assessment.metrics.map(({ metric, threshold, verdict }) => [
              metric,
              threshold,
              verdict,
            ]),
          ).toContainEqual(['disparate-impact', 0.2, 'pass']);
          expect(
            gender.assessment.metrics.map(({ metric }) => metric),
          ).not.toContain('demographic-parity');
        }
      },
    );
  });

  it('a column that is not there is told, and drift goes on', async () => {
    const knex = await migrate(await databases.init('SQLITE_3'));
    await withHarness(
      {
        knex,
        simulatorUrl: 'http://127.0.0.1:1',
        entities: [pushedEntity('credit')],
        config: { ingestion: { settle: { seconds: 0 } } },
        monitors: MONITORS.replace(
          'labels: [push]',
          'labels: [https://nowhere.example/credit]',
        ),
      },
      async harness => {
        await pushDecisions(harness);
        expect(await harness.run(MODEL)).toMatchObject({
          state: 'failed',
          error: {
            message: expect.stringContaining(
              'Outcomes were not counted: No installed source reads https://nowhere.example/credit',
            ),
          },
          ingested: { rows: HOURS * PER_HOUR },
        });
      },
    );
  });
});
