import fc from 'fast-check';
import { assessFairness, type FairnessAssessment, ROUNDED_TO } from '..';
import {
  confusionRows,
  type CountedRow,
  tableOf,
} from '../__testUtils__/outcomes';

const MIN = 30;

function assess(
  names: string[],
  rows: CountedRow[],
  values?: string[][],
): FairnessAssessment {
  return assessFairness(tableOf(names, rows, { values }), {
    favourableOutcome: 'decision is 1',
    reference: { kind: 'largest' },
  });
}

/** Counts of a group that is shown. */
function countsOf(assessment: FairnessAssessment, ...group: string[]) {
  const found = assessment.groups.find(
    one => JSON.stringify(one.group) === JSON.stringify(group),
  );
  return found?.state === 'shown' ? found.counts : found?.state;
}

const LARGE = confusionRows('large', { tn: 203, fn: 101, fp: 52, tp: 399 });
const MIDDLE = confusionRows('middle', { tn: 33, fn: 21, fp: 12, tp: 88 });
const SMALL = confusionRows('small', { tn: 4, fn: 1, fp: 2, tp: 5 });

describe('a small group', () => {
  it('is named and nothing else', () => {
    const result = assess(['g'], [...LARGE, ...MIDDLE, ...SMALL]);
    expect(result.groups[2]).toEqual({
      state: 'suppressed',
      kind: 'group',
      group: ['small'],
    });
    const { groups, ...rest } = result;
    expect(JSON.stringify(rest)).not.toContain('small');
  });

  it('cannot be had by subtraction: what is shown is rounded', () => {
    const result = assess(['g'], [...LARGE, ...MIDDLE, ...SMALL]);
    expect(result.parameters.roundedTo).toBe(ROUNDED_TO);
    expect(countsOf(result, 'middle')).toEqual({
      n: 155,
      selected: 100,
      labelled: 155,
      tn: 35,
      fn: 20,
      fp: 10,
      tp: 90,
    });
    expect(countsOf(result, 'large')).toEqual({
      n: 755,
      selected: 450,
      labelled: 755,
      tn: 205,
      fn: 100,
      fp: 50,
      tp: 400,
    });
    expect(result.n).toBe(755 + 155);
    // What is told is computed from what is shown.
    const [large] = result.groups;
    expect(large).toMatchObject({
      rates: { selection: { value: 450 / 755 }, base: { value: 500 / 755 } },
    });
  });

  it('that is not there leaves all counts exact', () => {
    const result = assess(['g'], [...LARGE, ...MIDDLE]);
    expect(result.parameters.roundedTo).toBeNull();
    expect(countsOf(result, 'large')).toMatchObject({
      n: 755,
      tp: 399,
      fn: 101,
    });
  });

  it('of missing values is hidden as well', () => {
    const missing: CountedRow[] = [[null, 1, 1, 7]];
    const result = assess(
      ['g'],
      [...LARGE, ...MIDDLE, ...missing],
      [['large', 'middle']],
    );
    expect(countsOf(result, 'missing')).toBe('suppressed');
    expect(countsOf(result, 'other values')).toBe('empty');
    expect(countsOf(result, 'large')).toMatchObject({ tp: 400 });
  });

  it('of labels in a large group is hidden, too', () => {
    const rows: CountedRow[] = [
      ...LARGE,
      ...MIDDLE,
      ['late', null, 1, 60],
      ['late', null, 0, 50],
      ['late', 1, 1, 9],
      ['late', 0, 0, 3],
    ];
    const result = assess(['g'], rows);
    expect(countsOf(result, 'late')).toEqual({
      n: 125,
      selected: 70,
      labelled: null,
      tp: null,
      fp: null,
      fn: null,
      tn: null,
    });
    expect(countsOf(result, 'large')).toMatchObject({ tp: 400 });
    const opportunity = result.metrics.find(
      ({ metric }) => metric === 'equal-opportunity',
    )!;
    expect(opportunity.comparisons[1]).toMatchObject({
      value: null,
      verdict: 'insufficient-data',
      reason: 'late: fewer than 30 decisions have a label',
    });
  });

  it('in an intersection is suppressed, an empty one is empty', () => {
    const cell = (
      gender: string | null,
      age: string,
      n: number,
    ): CountedRow[] => [
      [gender, age, null, 1, Math.floor(n / 2)],
      [gender, age, null, 0, Math.ceil(n / 2)],
    ];
    const rows = [
      ...cell('f', 'young', 12),
      ...cell('f', 'old', 203),
      ...cell('m', 'young', 401),
      ...cell('m', 'old', 603),
    ];
    const values = [
      ['f', 'm'],
      ['young', 'old', 'ancient'],
    ];
    const result = assess(['gender', 'age'], rows, values);
    expect(countsOf(result, 'f', 'young')).toBe('suppressed');
    expect(countsOf(result, 'f', 'ancient')).toBe('empty');
    expect(countsOf(result, 'f', 'old')).toMatchObject({
      n: 200,
      selected: 100,
    });
    expect(countsOf(result, 'm', 'old')).toMatchObject({ n: 600 });
    // The full cross product of the groups, without missing and other values.
    expect(result.groups).toHaveLength(6);

    // A combination with a missing value is not told of, and could be had by subtraction all the same.
    const missing = [
      ...rows.slice(2),
      ...cell('f', 'young', 99),
      ...cell(null, 'old', 3),
    ];
    const rounded = assess(['gender', 'age'], missing, values);
    expect(rounded.groups).toHaveLength(6);
    expect(countsOf(rounded, 'm', 'old')).toMatchObject({ n: 600 });
  });

  it('is never the reference', () => {
    const rows: CountedRow[] = [
      ...LARGE,
      ...MIDDLE,
      ...confusionRows('small', { tp: 20 }),
    ];
    const best = assessFairness(tableOf(['g'], rows), {
      favourableOutcome: 'x',
      reference: { kind: 'best-rate' },
    });
    expect(best.reference).toEqual(['middle']);
    const named = assessFairness(tableOf(['g'], rows), {
      favourableOutcome: 'x',
      reference: { kind: 'named', group: ['small'] },
    });
    expect(named.reference).toBeNull();
    expect(named.referenceReason).toBe(
      'the reference group small has fewer than 30 decisions',
    );
    expect(named.metrics[0].comparisons[0].verdict).toBe('insufficient-data');
  });
});

describe('no small group', () => {
  const size = fc.oneof(fc.constant(0), fc.nat(9), fc.nat(300));
  const anyTable = fc
    .array(size, { minLength: 36, maxLength: 36 })
    .map(counts =>
      counts.map((count, i): CountedRow => {
        const decision = i % 2;
        const label = [0, 1, null][Math.floor(i / 2) % 3];
        const cell = Math.floor(i / 6);
        return [
          ['f', 'm'][cell % 2],
          ['x', 'y', 'z'][cell >> 1],
          label,
          decision,
          count,
        ];
      }),
    );

  /** Decisions of each combination, exactly. */
  function sizes(rows: CountedRow[]): Map<string, number> {
    const found = new Map<string, number>();
    for (const [gender, age, , , count] of rows) {
      const key = JSON.stringify([gender, age]);
      found.set(key, (found.get(key) ?? 0) + Number(count));
    }
    return found;
  }

  it('appears with a number, and none of its counts is left when shown ones are taken from totals', () => {
    fc.assert(
      fc.property(anyTable, rows => {
        const values = [
          ['f', 'm'],
          ['x', 'y', 'z'],
        ];
        const result = assess(['gender', 'age'], rows, values);
        const exact = sizes(rows);
        const nameOf = ({ group }: { group: string[] }) =>
          JSON.stringify(group);
        const stateOf = (n: number) => {
          if (n === 0) return 'empty';
          return n < MIN ? 'suppressed' : 'shown';
        };
        expect(result.groups.map(({ state }) => state)).toEqual(
          result.groups.map(one => stateOf(exact.get(nameOf(one))!)),
        );
        const withheld = result.groups.filter(({ state }) => state !== 'shown');
        expect(withheld.map(one => Object.keys(one).sort().join(' '))).toEqual(
          withheld.map(() => 'group kind state'),
        );

        const hidden = new Set(withheld.map(nameOf));
        const compared = result.metrics.flatMap(({ comparisons, extremes }) => [
          ...comparisons.map(nameOf),
          JSON.stringify(extremes.lowest),
          JSON.stringify(extremes.highest),
        ]);
        expect(
          [...compared, JSON.stringify(result.reference)].filter(name =>
            hidden.has(name),
          ),
        ).toEqual([]);

        const exposed = result.groups.filter(
          one =>
            one.state === 'shown' &&
            Object.values(one.counts).some(
              count => count !== null && count % ROUNDED_TO !== 0,
            ),
        );
        expect(
          result.groups.some(({ state }) => state === 'suppressed') &&
            exposed.length > 0,
        ).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});
