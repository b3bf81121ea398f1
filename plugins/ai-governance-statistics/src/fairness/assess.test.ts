import {
  assessFairness,
  explainConflicts,
  type FairnessAssessment,
  type FairnessMetric,
  type FairnessOptions,
  InvalidInputError,
  judgeEstimate,
  parseGroups,
  verdictSentence,
} from '..';
import {
  confusionRows,
  type CountedRow,
  tableOf,
} from '../__testUtils__/outcomes';
import { mulberry32 } from '../__testUtils__/samples';

function assess(
  rows: CountedRow[],
  options: Partial<FairnessOptions> = {},
  names = ['gender'],
): FairnessAssessment {
  return assessFairness(
    tableOf(
      names,
      rows,
      rows.length > 0 ? {} : { values: [['female', 'male']] },
    ),
    {
      favourableOutcome: 'decision is approve',
      reference: { kind: 'largest' },
      ...options,
    },
  );
}

/** A group with decisions and no labels. */
function decided(group: string, selected: number, n: number): CountedRow[] {
  return [
    [group, null, 1, selected],
    [group, null, 0, n - selected],
  ];
}

const metricOf = (assessment: FairnessAssessment, metric: FairnessMetric) =>
  assessment.metrics.find(one => one.metric === metric)!;

const WORDS = {
  attributes: [
    {
      name: 'gender',
      groups: parseGroups('gender', [
        { name: 'female', values: ['female'], label: 'women' },
        { name: 'male', values: ['male'], label: 'men' },
      ]),
    },
  ],
  verb: 'approved',
};

describe('a verdict', () => {
  it.each([
    [0.7, 0.65, 0.78, 'fail'],
    [0.7, 0.65, 0.82, 'warn'],
    [0.85, 0.75, 0.95, 'pass'],
    [0.8, 0.7, 0.9, 'pass'],
    [1.3, 1.26, 1.4, 'fail'],
    [1.3, 1.2, 1.4, 'warn'],
    [null, null, null, 'insufficient-data'],
  ])('on %p (%p to %p) is %s', (value, lower, upper, verdict) => {
    expect(
      judgeEstimate({ value, lower, upper }, { min: 0.8, max: 1.25 }),
    ).toBe(verdict);
  });

  it('takes a difference of exactly the threshold as allowed', () => {
    const result = assess(
      [...decided('female', 300, 1000), ...decided('male', 400, 1000)],
      {
        rules: { 'disparate-impact': { enabled: false, threshold: 0.8 } },
      },
    );
    expect(
      metricOf(result, 'demographic-parity').comparisons[0].value,
    ).not.toBe(-0.1);
    expect(metricOf(result, 'demographic-parity').verdict).toBe('pass');
  });

  it('is never a pass without the favourable outcome, labels or a second group', () => {
    const rows = [
      ...decided('female', 500, 1000),
      ...decided('male', 500, 1000),
    ];
    const unnamed = assess(rows, { favourableOutcome: null });
    expect(unnamed).toMatchObject({
      verdict: 'insufficient-data',
      reason: 'the favourable outcome is not configured',
      groups: [],
      metrics: [],
      n: 0,
    });
    const unlabelled = assess(rows);
    expect(unlabelled).toMatchObject({
      verdict: 'insufficient-data',
      reason: 'female: no decision has a label',
    });
    expect(metricOf(unlabelled, 'disparate-impact').verdict).toBe('pass');
    expect(assess(decided('female', 500, 1000))).toMatchObject({
      verdict: 'insufficient-data',
      reason: 'only one group has at least 30 decisions; two are needed',
    });
    expect(assess([])).toMatchObject({
      verdict: 'insufficient-data',
      referenceReason: 'no group has at least 30 decisions',
    });
  });

  it('needs labels of both decisions: approved cases alone do not tell whom the model missed', () => {
    const rows: CountedRow[] = [
      ...decided('female', 0, 500),
      ...decided('male', 0, 500),
      ...confusionRows('female', { fp: 100, tp: 200 }),
      ...confusionRows('male', { fp: 90, tp: 300 }),
    ];
    const result = assess(rows);
    expect(metricOf(result, 'equal-opportunity').comparisons[0]).toMatchObject({
      value: null,
      reason: 'female: only favourable decisions have labels',
    });
    expect(
      metricOf(result, 'predictive-parity').comparisons[0].value,
    ).not.toBeNull();
  });

  it('has a reason where a rate is 0/0', () => {
    const result = assess([
      ...decided('female', 0, 100),
      ...decided('male', 0, 400),
    ]);
    expect(metricOf(result, 'disparate-impact').comparisons[0]).toMatchObject({
      value: null,
      lower: null,
      upper: null,
      n: null,
      verdict: 'insufficient-data',
      reason: 'male: no decision is favourable, so there is no ratio',
    });
    expect(metricOf(result, 'demographic-parity').comparisons[0].value).toBe(0);
  });

  it('only counts what is enabled, with its own threshold', () => {
    const result = assess(
      [...decided('female', 420, 600), ...decided('male', 800, 1000)],
      {
        rules: Object.fromEntries(
          [
            'equal-opportunity',
            'equalized-odds',
            'predictive-parity',
            'fpr-parity',
            'accuracy-difference',
          ].map(metric => [metric, { enabled: false, threshold: 0.1 }]),
        ),
      },
    );
    expect(result.metrics.map(({ metric }) => metric)).toEqual([
      'disparate-impact',
      'demographic-parity',
    ]);
    expect(result.verdict).toBe('pass');
    const strict = assess(
      [...decided('female', 420, 600), ...decided('male', 800, 1000)],
      {
        rules: { 'disparate-impact': { enabled: true, threshold: 0.95 } },
      },
    );
    expect(metricOf(strict, 'disparate-impact')).toMatchObject({
      verdict: 'fail',
      threshold: 0.95,
      convention: 'disparate-impact@1',
    });
  });

  it.each<[string, Partial<FairnessOptions>]>([
    ['a group of none', { minGroupSize: 0 }],
    ['certainty', { confidence: 1 }],
    [
      'a ratio of 0',
      { rules: { 'disparate-impact': { enabled: true, threshold: 0 } } },
    ],
    [
      'a reference of two attributes',
      { reference: { kind: 'named', group: ['a', 'b'] } },
    ],
    ['no group of its reference', { reference: { kind: 'named', group: [] } }],
  ])('is not made with %s', (_, options) => {
    expect(() => assess(decided('female', 1, 2), options)).toThrow(
      InvalidInputError,
    );
  });
});

it('refuses counts that contradict each other', () => {
  const table = tableOf(['gender'], decided('female', 1, 2));
  table.cells[0].counts.tp = 5;
  expect(() =>
    assessFairness(table, {
      favourableOutcome: 'x',
      reference: { kind: 'largest' },
    }),
  ).toThrow('group female has n 2, selected 1, TP 5');
});

describe('in simulated windows', () => {
  /** Share of windows of six groups of 300 that fail; the first has its own selection rate. */
  function failures(
    rate: number,
    first: number,
    kind: 'largest' | 'best-rate',
  ) {
    const random = mulberry32(7);
    const runs = 200;
    let failed = 0;
    for (let run = 0; run < runs; run++) {
      const rows = ['a', 'b', 'c', 'd', 'e', 'f'].flatMap((group, i) => {
        let selected = 0;
        for (let row = 0; row < 300; row++) {
          if (random() < (i === 0 ? first : rate)) selected++;
        }
        return decided(group, selected, 300);
      });
      const result = assess(rows, { reference: { kind } });
      failed += result.verdict === 'fail' ? 1 : 0;
    }
    return failed / runs;
  }

  it.each(['largest', 'best-rate'] as const)(
    'groups that are treated alike hardly ever fail, one at half the rate does (%s)',
    kind => {
      expect(failures(0.4, 0.4, kind)).toBeLessThanOrEqual(0.02);
      expect(failures(0.4, 0.2, kind)).toBeGreaterThan(0.9);
    },
  );
});

describe('the reference', () => {
  const rows = [
    ...decided('a', 300, 1000),
    ...decided('b', 450, 900),
    ...decided('c', 29, 29),
  ];

  it.each<[FairnessOptions['reference'], string]>([
    [{ kind: 'largest' }, 'a'],
    [{ kind: 'best-rate' }, 'b'],
    [{ kind: 'named', group: ['b'] }, 'b'],
  ])('by %p is %s', (reference, expected) => {
    expect(assess(rows, { reference }).reference).toEqual([expected]);
  });

  it('chosen by its rate makes the intervals wider', () => {
    const more = [...rows, ...decided('d', 100, 300)];
    const width = (reference: FairnessOptions['reference']) => {
      const impact = metricOf(assess(more, { reference }), 'disparate-impact');
      const [{ lower, upper }] = impact.comparisons;
      return { adjustedFor: impact.adjustedFor, width: upper! - lower! };
    };
    const searched = width({ kind: 'best-rate' });
    const given = width({ kind: 'named', group: ['b'] });
    expect(searched.adjustedFor).toBe(3);
    expect(given.adjustedFor).toBe(1);
    expect(searched.width).toBeGreaterThan(given.width);
  });

  it('that is not there is said', () => {
    const result = assess(rows, { reference: { kind: 'named', group: ['z'] } });
    expect(result).toMatchObject({
      reference: null,
      referenceReason: 'the reference group z is not among the groups',
    });
    // The extremes need no reference.
    expect(metricOf(result, 'disparate-impact').extremes.value).toBeCloseTo(
      0.6,
      12,
    );
  });
});

describe('words', () => {
  it('say who, how much, how certain, and of how many', () => {
    const table = tableOf(
      ['gender', 'age'],
      [
        ['female', '18-25', null, 1, 643],
        ['female', '18-25', null, 0, 561],
        ['male', '26+', null, 1, 3000],
        ['male', '26+', null, 0, 1000],
      ],
    );
    const assessment = assessFairness(table, {
      favourableOutcome: 'decision is approve',
      reference: { kind: 'named', group: ['male', '26+'] },
    });
    const attributes = [
      WORDS.attributes[0],
      { name: 'age', groups: parseGroups('age', ['18-25', '26+']) },
    ];
    expect(verdictSentence(assessment, { attributes, verb: 'approved' })).toBe(
      'women aged 18-25 are approved at 0.71 of the rate of the reference group, 95 % interval 0.67 to 0.75, 1 204 decisions',
    );
    expect(
      verdictSentence(assessment, {
        attributes: [
          { name: 'gender', groups: parseGroups('gender', ['female', 'male']) },
          { name: 'region', groups: parseGroups('region', ['18-25', '26+']) },
        ],
      }),
    ).toMatch(
      /^people with gender female and region 18-25 are selected at 0\.71 /,
    );
  });

  it('say of a warning that it may be chance, of a pass what is the most', () => {
    const rules = Object.fromEntries(
      (
        [
          'demographic-parity',
          'equal-opportunity',
          'equalized-odds',
          'predictive-parity',
          'fpr-parity',
          'accuracy-difference',
        ] as const
      ).map(metric => [metric, { enabled: false, threshold: 0.1 }]),
    );
    const warn = assess(
      [...decided('female', 39, 100), ...decided('male', 100, 200)],
      { rules },
    );
    expect(warn.verdict).toBe('warn');
    expect(verdictSentence(warn, WORDS)).toBe(
      'women are approved at 0.78 of the rate of the reference group, 95 % interval 0.59 to 1.03, 100 decisions; the limit of 0.80 to 1.25 is within the interval, so this may be chance',
    );
    const pass = assess(
      [...decided('female', 95, 200), ...decided('male', 100, 200)],
      { rules },
    );
    expect(verdictSentence(pass, WORDS)).toBe(
      'No difference by gender is larger than allowed; at most: women are approved at 0.95 of the rate of men, 95 % interval 0.78 to 1.16',
    );
    expect(verdictSentence(assess([]), WORDS)).toBe(
      'Fairness by gender cannot be judged: no group has at least 30 decisions; two are needed',
    );
  });

  it.each<[FairnessMetric, string]>([
    [
      'demographic-parity',
      'women are approved 14.8 percentage points less often than the reference group, 95 % interval −19.7 to −9.8, 700 decisions; the limit of 10.0 percentage points is within the interval, so this may be chance',
    ],
    [
      'equal-opportunity',
      'among those with a favourable label, women are approved 20.0 percentage points less often than the reference group, 95 % interval −25.7 to −14.2, 400 labelled decisions',
    ],
    [
      'fpr-parity',
      'among those with an unfavourable label, women are approved 16.0 percentage points more often than the reference group, 95 % interval 10.8 to 21.2, 300 labelled decisions',
    ],
    [
      'predictive-parity',
      'among those approved, women have a favourable label 18.0 percentage points less often than the reference group, 95 % interval −22.9 to −13.5, 300 labelled decisions',
    ],
    [
      'accuracy-difference',
      'decisions on women are right 16.1 percentage points less often than those on the reference group, 95 % interval −20.3 to −11.9, 700 labelled decisions',
    ],
    [
      'equalized-odds',
      'true or false positive rates of women differ by up to 20.0 percentage points from those of the reference group, 95 % interval 13.4 to 26.5, 700 labelled decisions',
    ],
  ])('have a sentence for %s', (metric, sentence) => {
    const result = assess([
      ...confusionRows('female', { tp: 240, fn: 160, fp: 60, tn: 240 }),
      ...confusionRows('male', { tp: 480, fn: 120, fp: 10, tn: 240 }),
    ]);
    expect(
      verdictSentence(
        {
          ...result,
          metrics: [metricOf(result, metric)],
          verdict: metricOf(result, metric).verdict,
        },
        WORDS,
      ),
    ).toBe(sentence);
  });
});

describe('a conflict between metrics', () => {
  it('is explained by different base rates', () => {
    const result = assess([
      ...confusionRows('female', { tp: 120, fn: 180, fp: 30, tn: 670 }),
      ...confusionRows('male', { tp: 640, fn: 160, fp: 160, tn: 440 }),
    ]);
    const conflicts = explainConflicts(result, WORDS);
    expect(conflicts[0]).toMatchObject({
      group: ['female'],
      reference: ['male'],
      holds: 'predictive-parity',
      fails: 'equal-opportunity',
      baseRatesDiffer: true,
    });
    expect(conflicts[0].text).toBe(
      'Predictive parity holds for women, Equal opportunity fails. A favourable decision means the same in both groups, but those with a favourable label do not have the same chance of one. The base rates differ: 30.0 % of women and 57.1 % of the reference group (men) have a favourable label. With different base rates no model that makes mistakes can meet both; which one matters is to be decided, not computed.',
    );
  });

  it('with equal base rates is a matter of strictness', () => {
    const result = assess([
      ...confusionRows('female', { tp: 200, fn: 300, fp: 20, tn: 480 }),
      ...confusionRows('male', { tp: 400, fn: 100, fp: 40, tn: 460 }),
    ]);
    const [conflict] = explainConflicts(result, WORDS);
    expect(conflict.baseRatesDiffer).toBe(false);
    expect(conflict.text).toContain('stricter with one of the groups');
  });

  it('between equal opportunity and the rate of all is explained, too', () => {
    const result = assess([
      ...confusionRows('female', { tp: 160, fn: 40, fp: 80, tn: 720 }),
      ...confusionRows('male', { tp: 640, fn: 160, fp: 20, tn: 180 }),
    ]);
    expect(
      explainConflicts(result, WORDS).map(({ holds, fails }) => [holds, fails]),
    ).toEqual(
      expect.arrayContaining([
        ['equal-opportunity', 'disparate-impact'],
        ['equalized-odds', 'predictive-parity'],
      ]),
    );
  });

  it('is not there where all metrics hold', () => {
    const same = { tp: 200, fn: 100, fp: 20, tn: 480 };
    const result = assess([
      ...confusionRows('female', same),
      ...confusionRows('male', same),
    ]);
    expect(explainConflicts(result, WORDS)).toEqual([]);
  });
});
