import { CloudSimulator, demoFleet } from '@ai-governance/cloud-simulator';
import type {
  FairnessRun,
  PerformanceRun,
} from '@ai-governance/plugin-ai-governance-common';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTestDatabases, migrate } from './__testUtils__/databases';
import { entityOf, type Harness, withHarness } from './__testUtils__/harness';

// Thirty days of three endpoints.
jest.setTimeout(600_000);

const MONITORS = join(__dirname, '../../../config/demo/monitors.yaml');

describe('stories of the demo about fairness and labels', () => {
  const databases = createTestDatabases();
  let simulator: CloudSimulator;

  beforeAll(async () => {
    simulator = await CloudSimulator.start();
  });
  afterAll(() => simulator.stop());

  async function tell(
    name: string,
    story: (harness: Harness, modelId: string) => Promise<void>,
  ): Promise<void> {
    const endpoint = demoFleet.endpoints.find(one => one.name === name)!;
    const knex = await migrate(await databases.init('SQLITE_3'));
    await withHarness(
      {
        knex,
        simulatorUrl: simulator.url,
        monitors: await readFile(MONITORS, 'utf8'),
        entities: [
          entityOf(endpoint, {
            'ai-governance.io/variants': endpoint.deployments
              .at(-1)!
              .variants.map(variant => variant.name)
              .join(','),
          }),
        ],
        // What drifts is told elsewhere.
        config: { ingestion: { settle: { minutes: 5 } } },
      },
      async harness => {
        expect(await harness.run(`default.${name}`)).toMatchObject({
          state: 'succeeded',
          error: null,
        });
        await story(harness, `default.${name}`);
      },
    );
  }

  const verdicts = (run: FairnessRun) =>
    Object.fromEntries(
      run.results.map(({ assessment }) => [
        assessment.attributes.join(' and '),
        assessment.verdict,
      ]),
    );

  it('credit-risk-scoring is unfair to young women, which neither gender nor age shows', async () => {
    await tell('credit-risk-scoring', async ({ services }, id) => {
      const model = (await services.models.get(id))!;
      const alone = await services.fairness.latest(model, {
        intersection: false,
      });
      const together = await services.fairness.latest(model, {
        intersection: true,
      });
      const champion = alone.find(({ variant }) => variant === 'champion')!;
      expect(verdicts(champion)).toEqual({
        gender: 'pass',
        age: 'pass',
      });
      const both = together.find(({ variant }) => variant === 'champion')!;
      expect(verdicts(both)).toEqual({ 'gender and age': 'fail' });
      expect(both.summary).toMatch(
        /^Women aged 18-25 are approved at 0\.[5-7]\d of the rate of the reference group/,
      );
      expect(both.labels.share).toBeGreaterThan(0.5);
    });
  });

  it('fraud-detection is unfair to old people since version 8', async () => {
    await tell('fraud-detection', async ({ services }, id) => {
      const model = (await services.models.get(id))!;
      const [run] = await services.fairness.latest(model, {
        intersection: false,
      });
      expect(run).toMatchObject({
        verdict: 'fail',
        summary: expect.stringMatching(
          /^People aged 60 or more are let through at 0\.\d\d of the rate/,
        ),
      });
      const { points } = await services.fairness.history(model, {
        variant: 'AllTraffic',
        metric: 'disparate-impact',
        since: new Date(0).toISOString(),
        until: new Date().toISOString(),
        limit: 1000,
      });
      const ofExtremes = points.filter(({ group }) => group === null);
      expect(ofExtremes.length).toBeGreaterThan(20);
      const before = Date.now() - 6 * 86_400_000;
      expect(
        ofExtremes
          .filter(({ at }) => Date.parse(at) < before)
          .map(({ verdict }) => verdict),
      ).not.toContain('fail');
      expect(ofExtremes.at(-1)!.verdict).toBe('fail');
    });
  });

  it('churn-prediction learns what came of its decisions seven days later', async () => {
    await tell('churn-prediction', async ({ services }, id) => {
      const model = (await services.models.get(id))!;
      const { runs, trend } = await services.performance.answer(model, {
        since: new Date(Date.now() - 30 * 86_400_000),
        until: new Date(),
      });
      const [run] = runs as PerformanceRun[];
      expect(run.verdict).not.toBe('insufficient-data');
      expect(run.labels.share).toBeGreaterThan(0.3);
      expect(run.labels.share).toBeLessThan(0.6);
      const late = run.labels.delays.find(
        ({ upToHours }) => upToHours === 168,
      )!;
      expect(late.rows).toBe(run.labels.labelled);
      const labelled = trend.filter(
        ({ metric, n }) => metric === 'auc' && n > 0,
      );
      expect(labelled.length).toBeGreaterThan(15);
      expect(
        Math.max(...labelled.map(({ to }) => Date.parse(to))),
      ).toBeLessThanOrEqual(Date.now() - 6 * 86_400_000);
    });
  });
});
