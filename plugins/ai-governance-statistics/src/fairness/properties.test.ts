import fc from 'fast-check';
import {
  assessFairness,
  explainConflicts,
  type FairnessAssessment,
  type FairnessMetric,
  type FairnessOptions,
  type OutcomeTable,
  verdictSentence,
} from '..';
import { type CountedRow, holdsNaN, tableOf } from '../__testUtils__/outcomes';

const GROUPS = ['a', 'b', 'c', 'd'];
const STRATA = ['s', 't'];

/** Counts of every group, stratum, label and decision; many are none, and some groups are small. */
const anyRows: fc.Arbitrary<CountedRow[]> = fc
  .array(fc.oneof(fc.constant(0), fc.nat(6), fc.nat(60), fc.nat(400)), {
    minLength: GROUPS.length * 12,
    maxLength: GROUPS.length * 12,
  })
  .map(counts => {
    const cells = GROUPS.flatMap(group =>
      STRATA.flatMap(stratum =>
        [0, 1, null].flatMap(label =>
          [0, 1].map(decision => [group, stratum, label, decision]),
        ),
      ),
    );
    return cells.map((cell, i) => [...cell, counts[i]]);
  });

const anyOptions: fc.Arbitrary<Partial<FairnessOptions>> = fc.record({
  minGroupSize: fc.constantFrom(1, 30, 100),
  confidence: fc.constantFrom(0.8, 0.95, 0.99),
  reference: fc.constantFrom(
    { kind: 'largest' as const },
    { kind: 'best-rate' as const },
    { kind: 'named' as const, group: ['b'] },
  ),
});

const VALUES = [[...GROUPS, 'nobody'], STRATA];

function tableFrom(rows: CountedRow[], values = VALUES): OutcomeTable {
  return tableOf(['group', 'stratum'], rows, { stratified: true, values });
}

function assess(
  rows: CountedRow[],
  options: Partial<FairnessOptions> = {},
  values = VALUES,
): FairnessAssessment {
  return assessFairness(tableFrom(rows, values), {
    favourableOutcome: 'decision is 1',
    reference: { kind: 'largest' },
    minGroupSize: 1,
    ...options,
  });
}

/** Everything that an assessment says of each group, by its name. */
function byGroup(
  { groups, metrics, reference, verdict }: FairnessAssessment,
  rename: (name: string) => string = name => name,
) {
  return {
    reference: reference && rename(reference[0]),
    verdict,
    groups: Object.fromEntries(
      groups.map(({ group: [name], ...rest }) => [rename(name), rest]),
    ),
    metrics: metrics.map(({ comparisons, extremes, reason, ...rest }) => ({
      ...rest,
      // Of two groups with the same rate either may stand for the extreme.
      extremes: { ...extremes, lowest: null, highest: null, reason: null },
      comparisons: Object.fromEntries(
        comparisons.map(({ group: [name], reason: _, ...own }) => [
          rename(name),
          own,
        ]),
      ),
    })),
  };
}

const figure = (assessment: FairnessAssessment, metric: FairnessMetric) =>
  assessment.metrics.find(one => one.metric === metric)!;

/** Numbers to ten digits: sums over groups in another order may differ in the last. */
const rounded = (value: unknown) =>
  JSON.parse(
    JSON.stringify(value, (_, own) =>
      typeof own === 'number' ? Number(own.toFixed(10)) + 0 : own,
    ),
  );

describe('fairness', () => {
  it('is permuted when groups are relabelled', () => {
    const shift = (name: string) =>
      GROUPS.includes(name)
        ? GROUPS[(GROUPS.indexOf(name) + 1) % GROUPS.length]
        : name;
    fc.assert(
      fc.property(anyRows, anyOptions, (rows, options) => {
        const before = assess(rows, options);
        const moved = rows.map(([group, ...rest]) => [
          shift(String(group)),
          ...rest,
        ]);
        const reference =
          options.reference?.kind === 'named'
            ? { kind: 'named' as const, group: [shift('b')] }
            : options.reference;
        const after = assess(moved, {
          ...options,
          ...(reference && { reference }),
        });
        // Names decide only between groups that are equal in every count.
        const alike = (name: string) =>
          JSON.stringify(
            after.groups.find(({ group }) => group[0] === name),
            [
              'state',
              'counts',
              ...['n', 'selected', 'labelled', 'tp', 'fp', 'fn', 'tn'],
            ],
          );
        const expected = before.reference && shift(before.reference[0]);
        const got = after.reference && after.reference[0];
        const sameReference = expected === got;
        expect(sameReference || alike(expected!) === alike(got!)).toBe(true);
        expect(!sameReference || rounded(byGroup(after))).toEqual(
          !sameReference || rounded(byGroup(before, shift)),
        );
      }),
    );
  });

  it('does not depend on the order of rows or groups', () => {
    fc.assert(
      fc.property(anyRows, anyOptions, (rows, options) => {
        const values = [[...VALUES[0]].reverse(), [...STRATA].reverse()];
        expect(
          rounded(byGroup(assess([...rows].reverse(), options, values))),
        ).toEqual(rounded(byGroup(assess(rows, options))));
      }),
    );
  });

  it('is inverted when the other outcome is the favourable one', () => {
    const swap = (rows: CountedRow[]) =>
      rows.map(([group, stratum, label, decision, count]) => [
        group,
        stratum,
        label === null ? null : 1 - Number(label),
        1 - Number(decision),
        count,
      ]);
    const pairs: [FairnessMetric, FairnessMetric, -1 | 1][] = [
      ['demographic-parity', 'demographic-parity', -1],
      ['equal-opportunity', 'fpr-parity', -1],
      ['fpr-parity', 'equal-opportunity', -1],
      ['equalized-odds', 'equalized-odds', 1],
      ['accuracy-difference', 'accuracy-difference', 1],
      [
        'conditional-demographic-disparity',
        'conditional-demographic-disparity',
        -1,
      ],
    ];
    fc.assert(
      fc.property(anyRows, rows => {
        const reference = { kind: 'named' as const, group: ['b'] };
        const before = assess(rows, { reference });
        const after = assess(swap(rows), { reference });
        for (const [metric, inverse, sign] of pairs) {
          const values = (result: FairnessAssessment, name: FairnessMetric) =>
            figure(result, name).comparisons.map(({ group, value }) => [
              group,
              value,
            ]);
          const inverted = values(before, metric).map(([group, value]) => [
            group,
            value === null ? null : sign * (value as number),
          ]);
          expect(rounded(values(after, inverse))).toEqual(rounded(inverted));
          expect(figure(after, inverse).verdict).toBe(
            figure(before, metric).verdict,
          );
        }
      }),
    );
  });

  it('has no NaN, whatever the counts', () => {
    fc.assert(
      fc.property(anyRows, anyOptions, (rows, options) => {
        const table = tableFrom(rows);
        const assessment = assess(rows, options);
        const words = { attributes: table.attributes };
        expect(holdsNaN(assessment)).toBe(false);
        expect(
          verdictSentence(assessment, words) +
            JSON.stringify(explainConflicts(assessment, words)),
        ).not.toMatch(/NaN|Infinity|undefined/);
      }),
      { numRuns: 500 },
    );
  });

  it('has intervals around its figures, and fails only where they are beyond the limit', () => {
    fc.assert(
      fc.property(anyRows, anyOptions, (rows, options) => {
        const wrong = assess(rows, options).metrics.flatMap(
          ({ allowed: { min, max }, comparisons, extremes }) =>
            [...comparisons, extremes].filter(
              ({ value, lower, upper, verdict, reason }) => {
                if (value === null) {
                  return verdict !== 'insufficient-data' || !reason;
                }
                const around = lower! <= value + 1e-9 && value - 1e-9 <= upper!;
                const beyond = upper! < min || lower! > max;
                const judged = beyond ? verdict === 'fail' : verdict !== 'fail';
                const outside = value < min - 1e-9 || value > max + 1e-9;
                return !around || !judged || (outside && verdict === 'pass');
              },
            ),
        );
        expect(wrong).toEqual([]);
      }),
    );
  });
});

describe("Simpson's paradox", () => {
  // Women apply where few are taken; within each department they are taken more often.
  const rows: CountedRow[] = [
    ['women', 'easy', null, 1, 90],
    ['women', 'easy', null, 0, 10],
    ['men', 'easy', null, 1, 800],
    ['men', 'easy', null, 0, 200],
    ['women', 'hard', null, 1, 300],
    ['women', 'hard', null, 0, 700],
    ['men', 'hard', null, 1, 20],
    ['men', 'hard', null, 0, 80],
  ];

  it('gives a conditional disparity of the opposite sign', () => {
    const result = assess(
      rows,
      { minGroupSize: 30, reference: { kind: 'named', group: ['men'] } },
      [
        ['women', 'men'],
        ['easy', 'hard'],
      ],
    );
    expect(figure(result, 'disparate-impact').comparisons[0]).toMatchObject({
      group: ['women'],
      verdict: 'fail',
    });
    const conditional = figure(result, 'conditional-demographic-disparity');
    const women = conditional.comparisons[0];
    expect(women.unconditional).toBeGreaterThan(0.3);
    expect(women.value).toBeLessThan(-0.04);
    expect(women.upper).toBeLessThan(0);
    expect(women.leftOut).toBe(0);
  });
});
