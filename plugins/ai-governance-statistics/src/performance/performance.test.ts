import fc from 'fast-check';
import {
  countOutcomes,
  DEFAULT_SCORE_EDGES,
  InvalidInputError,
  judgePerformance,
  measurePerformance,
  type OutcomeGrid,
  type OutcomeRecord,
  type OutcomeRules,
  parseOutcomeRule,
  type PerformanceLimit,
  type PerformanceMeasurement,
  type PerformanceMetric,
} from '..';
import {
  anyRecord,
  FULL_GRID,
  FULL_RULES,
} from '../__testUtils__/outcomeRecords';
import { holdsNaN } from '../__testUtils__/outcomes';
import { mulberry32 } from '../__testUtils__/samples';

const NOTHING: OutcomeGrid = {
  attributes: [],
  stratum: null,
  classes: null,
  scoreEdges: null,
  errorUnit: null,
};
const BINARY: OutcomeGrid = {
  ...NOTHING,
  classes: ['negative', 'positive'],
  scoreEdges: [...DEFAULT_SCORE_EDGES],
};
const RULES: OutcomeRules = {
  favourable: null,
  positive: {
    prediction: parseOutcomeRule('>= 0.5'),
    label: parseOutcomeRule(1),
  },
};

type Row = [prediction: number | string, label: number | string | null];

function measure(
  rows: Row[],
  grid: OutcomeGrid,
  rules: OutcomeRules = { favourable: null, positive: null },
): PerformanceMeasurement {
  const records = rows.map(
    ([prediction, label]): OutcomeRecord => ({
      attributes: [],
      prediction,
      score: prediction,
      label,
    }),
  );
  return measurePerformance(countOutcomes(records, grid, rules), grid);
}

const estimateOf = (
  { estimates }: PerformanceMeasurement,
  metric: PerformanceMetric,
) => estimates.find(one => one.metric === metric)!;

/** Rows of a binary model whose score is the label's probability. */
function calibrated(size: number, seed: number, shift = 0): Row[] {
  const random = mulberry32(seed);
  return Array.from({ length: size }, (): Row => {
    const score = random();
    return [score, random() < Math.min(1, score + shift) ? 1 : 0];
  });
}

function repeat(row: Row, count: number): Row[] {
  return new Array<Row>(count).fill(row);
}

describe('performance', () => {
  it('has no NaN, whatever the rows', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 40 }), records => {
        const profile = countOutcomes(records, FULL_GRID, FULL_RULES);
        expect(holdsNaN(measurePerformance(profile, FULL_GRID))).toBe(false);
      }),
    );
  });

  it('of nothing is undefined, with reasons', () => {
    const { estimates } = measure([], { ...BINARY, errorUnit: 1 }, RULES);
    expect(estimates).toHaveLength(13);
    expect(
      estimates.filter(({ value, reason }) => value !== null || !reason),
    ).toEqual([]);
    expect(estimateOf(measure([[0.3, 0]], BINARY, RULES), 'auc').reason).toBe(
      'no label is positive',
    );
    expect(
      estimateOf(measure([[0.3, 1]], BINARY, RULES), 'precision').reason,
    ).toBe('no prediction is positive');
  });

  it('of a model without errors is perfect, and not certain', () => {
    const rows = [...repeat([0.95, 1], 40), ...repeat([0.05, 0], 60)];
    const measurement = measure(rows, BINARY, RULES);
    for (const metric of [
      'accuracy',
      'precision',
      'recall',
      'f1',
      'auc',
    ] as const) {
      const { value, lower, upper } = estimateOf(measurement, metric);
      expect([value, upper]).toEqual([1, 1]);
      expect(lower).toBeLessThan(0.99);
    }
  });

  it('leaves rows out whose label is of no known class, and counts unknown predictions as wrong', () => {
    const grid = { ...NOTHING, classes: ['a', 'b', 'c'] };
    const result = measure(
      [
        ['a', 'a'],
        ['b', 'b'],
        ['z', 'b'],
        ['a', 'z'],
        ['c', null],
      ],
      grid,
    );
    expect(result.confusion).toEqual({
      classes: ['a', 'b', 'c'],
      matrix: [
        [1, 0, 0, 0],
        [0, 1, 0, 1],
        [0, 0, 0, 0],
        [1, 0, 0, 0],
      ],
      unknownLabels: 1,
    });
    expect(estimateOf(result, 'accuracy')).toMatchObject({
      value: 2 / 3,
      n: 3,
    });
    expect(estimateOf(result, 'recall-macro').value).toBe(0.75);
    expect(result.classes![2]).toMatchObject({ precision: null, recall: null });
  });

  it('says which classes an average leaves out', () => {
    const grid = { ...NOTHING, classes: ['a', 'b', 'c'] };
    const result = measure(
      [...repeat(['a', 'a'], 5), ['a', 'b'], ['b', 'b'], ['a', 'c']],
      grid,
    );
    expect(estimateOf(result, 'precision-macro').note).toBe(
      'left out because it is 0/0: c',
    );
    expect(estimateOf(result, 'recall-macro').note).toBeNull();
  });
});

describe('bins', () => {
  it('bound the area and the loss, however coarse they are', () => {
    const row = fc.tuple(
      fc.oneof(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(0, 1, 0.25, 0.5),
      ),
      fc.constantFrom(0, 1),
    );
    const edges = fc
      .uniqueArray(fc.double({ min: 1e-6, max: 0.999999, noNaN: true }), {
        maxLength: 6,
      })
      .map(values => values.sort((a, b) => a - b));
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 2, maxLength: 40 }),
        edges,
        (rows, scoreEdges) => {
          const result = measure(rows, { ...BINARY, scoreEdges }, RULES);
          const positives = rows.filter(([, label]) => label === 1);
          const negatives = rows.filter(([, label]) => label === 0);
          const pairs = positives.flatMap(([p]) =>
            negatives.map(([q]) => (p > q ? 1 : Number(p === q) / 2)),
          );
          const clip = (p: number) => Math.min(1 - 1e-5, Math.max(1e-5, p));
          const mean = (values: number[]) =>
            values.reduce((sum, value) => sum + value, 0) / values.length;
          const exact = {
            auc: pairs.length > 0 ? mean(pairs) : null,
            'log-loss': mean(
              rows.map(([p, y]) => -Math.log(clip(y === 1 ? p : 1 - p))),
            ),
            brier: mean(rows.map(([p, y]) => (p - y) ** 2)),
          };
          const wrong = Object.entries(exact).filter(([metric, value]) => {
            const got = estimateOf(result, metric as PerformanceMetric);
            if (value === null || got.value === null)
              return got.value !== value;
            return Math.abs(got.value - value) > got.errorBound + 1e-9;
          });
          expect(wrong).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('tell a calibrated model from one that is not', () => {
    const good = measure(calibrated(20_000, 5), BINARY, RULES);
    const curve = good.calibration!;
    expect(curve.map(({ to }) => to)).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(tenth => tenth / 10),
    );
    expect(
      curve.filter(
        ({ meanScore, observed: { lower, upper } }) =>
          meanScore < lower || meanScore > upper,
      ),
    ).toEqual([]);
    expect(estimateOf(good, 'calibration-error').lower).toBe(0);
    const bad = estimateOf(
      measure(calibrated(20_000, 5, 0.1), BINARY, RULES),
      'calibration-error',
    );
    expect(bad.lower).toBeGreaterThan(0.05);
    expect(bad.value).toBeCloseTo(0.095, 1);
  });
});

describe('intervals hold the truth', () => {
  /** Share of simulated windows whose interval holds the true figure. */
  function coverage(
    runs: number,
    simulate: (random: () => number) => PerformanceMeasurement,
    truth: Partial<Record<PerformanceMetric, number>>,
  ): Record<string, number> {
    const random = mulberry32(20);
    const held: Record<string, number> = {};
    for (let run = 0; run < runs; run++) {
      const measurement = simulate(random);
      for (const [metric, value] of Object.entries(truth)) {
        const { lower, upper } = estimateOf(
          measurement,
          metric as PerformanceMetric,
        );
        const holds = lower! <= value && value <= upper!;
        held[metric] = (held[metric] ?? 0) + (holds ? 1 / runs : 0);
      }
    }
    return held;
  }

  it('of averages over classes', () => {
    // Labels 60, 30, 10 %; right with 0.9, 0.7, 0.5; else one of the others, evenly.
    const support = [0.6, 0.3, 0.1];
    const skill = [0.9, 0.7, 0.5];
    const joint = support.map((share, i) =>
      support.map((_, j) =>
        i === j ? share * skill[i] : (share * (1 - skill[i])) / 2,
      ),
    );
    const predicted = support.map((_, j) =>
      joint.reduce((sum, row) => sum + row[j], 0),
    );
    const f1 = support.map(
      (share, k) => (2 * joint[k][k]) / (share + predicted[k]),
    );
    const mean = (values: number[]) => values.reduce((a, b) => a + b) / 3;
    const held = coverage(
      400,
      random =>
        measure(
          Array.from({ length: 300 }, (): Row => {
            const u = random();
            let label = 0;
            if (u >= 0.6) label = u < 0.9 ? 1 : 2;
            if (random() < skill[label]) return [String(label), String(label)];
            const step = random() < 0.5 ? 1 : 2;
            return [String((label + step) % 3), String(label)];
          }),
          { ...NOTHING, classes: ['0', '1', '2'] },
        ),
      {
        'precision-macro': mean(
          support.map((_, k) => joint[k][k] / predicted[k]),
        ),
        'recall-macro': mean(skill),
        'f1-macro': mean(f1),
        'f1-weighted': f1.reduce((sum, own, k) => sum + own * support[k], 0),
      },
    );
    for (const share of Object.values(held))
      expect(share).toBeGreaterThan(0.93);
  });

  it('of scores', () => {
    // Uniform scores that are the label's probability: area 5/6, Brier 1/6, log-loss 1/2.
    const held = coverage(
      300,
      random => {
        const rows = Array.from({ length: 200 }, (): Row => {
          const score = random();
          return [score, random() < score ? 1 : 0];
        });
        return measure(rows, BINARY, RULES);
      },
      { auc: 5 / 6, brier: 1 / 6, 'log-loss': 1 / 2, 'calibration-error': 0 },
    );
    for (const share of Object.values(held))
      expect(share).toBeGreaterThan(0.92);
  });

  it('of a regression with long-tailed errors', () => {
    // Errors −ln u − 1, an exponential distribution: mean 0, mean square 1, mean amount 2/e.
    const held = coverage(
      300,
      random =>
        measure(
          Array.from(
            { length: 400 },
            (): Row => [-Math.log(1 - random()) - 1, 0],
          ),
          { ...NOTHING, errorUnit: 1e-6 },
        ),
      { bias: 0, mae: 2 / Math.E, rmse: 1 },
    );
    for (const share of Object.values(held))
      expect(share).toBeGreaterThan(0.89);
  });
});

describe('a limit', () => {
  const before = measure(
    [
      ...repeat([0.9, 1], 450),
      ...repeat([0.9, 0], 50),
      ...repeat([0.1, 0], 500),
    ],
    BINARY,
    RULES,
  );
  const after = measure(
    [
      ...repeat([0.9, 1], 300),
      ...repeat([0.9, 0], 200),
      ...repeat([0.1, 0], 500),
    ],
    BINARY,
    RULES,
  );
  const judge = (limits: PerformanceLimit[], baseline = before) =>
    judgePerformance(after, limits, { baseline });

  it.each<[Omit<PerformanceLimit, 'metric'>, string]>([
    [{ min: 0.7 }, 'pass'],
    [{ min: 0.81 }, 'warn'],
    [{ min: 0.9 }, 'fail'],
    [{ max: 0.7 }, 'fail'],
    [{ worsening: { by: 0.2, relative: false } }, 'pass'],
    [{ worsening: { by: 0.14, relative: false } }, 'warn'],
    [{ worsening: { by: 0.05, relative: false } }, 'fail'],
    [{ worsening: { by: 0.05, relative: true } }, 'fail'],
    [{ min: 0.7, worsening: { by: 0.05, relative: false } }, 'fail'],
  ])('of accuracy %j says %s', (limit, verdict) => {
    expect(judge([{ metric: 'accuracy', ...limit }]).verdict).toBe(verdict);
  });

  it('says what is wrong in words', () => {
    const { judgements } = judge([
      {
        metric: 'accuracy',
        min: 0.9,
        worsening: { by: 0.05, relative: false },
      },
    ]);
    expect(judgements.map(({ reason }) => reason)).toEqual([
      'accuracy is 0.8 (interval 0.774 to 0.824), allowed is at least 0.9',
      'accuracy went from 0.95 to 0.8, by -0.15 (interval -0.179 to -0.122), allowed is at least -0.05',
    ]);
    expect(judgements[1]).toMatchObject({
      n: 1000,
      baselineN: 1000,
      baselineValue: 0.95,
    });
  });

  it('of a loss is held against its rise, of a bias against both', () => {
    const by = { by: 0.01, relative: false };
    expect(
      judge([{ metric: 'brier', worsening: by }]).judgements[0],
    ).toMatchObject({
      allowed: { min: null, max: 0.01 },
      verdict: 'fail',
    });
    const errors = (shift: number) =>
      measure(
        Array.from(
          { length: 500 },
          (_, i): Row => [i + shift + (i % 3) - 1, i],
        ),
        { ...NOTHING, errorUnit: 1e-6 },
      );
    for (const shift of [-1, 1]) {
      const { verdict, judgements } = judgePerformance(
        errors(shift),
        [{ metric: 'bias', worsening: { by: 0.5, relative: false } }],
        { baseline: errors(0) },
      );
      expect(verdict).toBe('fail');
      expect(judgements[0].allowed).toEqual({ min: -0.5, max: 0.5 });
    }
  });

  it('is not judged on too little', () => {
    const few = measure(
      [
        [0.9, 1],
        [0.1, 0],
      ],
      BINARY,
      RULES,
    );
    const limit: PerformanceLimit = { metric: 'auc', min: 0.5 };
    expect(judgePerformance(few, [limit])).toMatchObject({
      verdict: 'insufficient-data',
      judgements: [
        {
          value: null,
          reason:
            'the window has 2 labelled rows for auc, at least 100 are needed',
        },
      ],
    });
    const worsening = { by: 0.1, relative: false };
    expect(
      judgePerformance(after, [{ metric: 'auc', worsening }]).judgements[0],
    ).toMatchObject({
      verdict: 'insufficient-data',
      reason: 'there is no baseline',
    });
    expect(
      judge([{ metric: 'auc', worsening }], few).judgements[0].reason,
    ).toContain('the baseline has 2 labelled rows');
    expect(judge([])).toEqual({ verdict: 'insufficient-data', judgements: [] });
  });

  it.each<[string, PerformanceLimit]>([
    ['says nothing', { metric: 'auc' }],
    ['contradicts itself', { metric: 'auc', min: 0.9, max: 0.1 }],
    ['is not measured', { metric: 'mae', max: 1 }],
    ['is negative', { metric: 'auc', worsening: { by: -1, relative: true } }],
  ])('that %s is refused', (_, limit) => {
    expect(() => judge([limit])).toThrow(InvalidInputError);
  });
});
