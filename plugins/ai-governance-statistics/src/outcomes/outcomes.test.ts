import fc from 'fast-check';
import {
  addOutcomes,
  cellCount,
  cellIndex,
  cellPositions,
  checkOutcomeGrid,
  countOutcomes,
  decodeOutcomes,
  emptyOutcomes,
  encodeOutcomes,
  errorUnitFor,
  GridMismatchError,
  InvalidInputError,
  type OutcomeGrid,
  type OutcomeRecord,
  outcomeTable,
  parseGroups,
  ProfileFormatError,
  sumOutcomes,
} from '..';
import {
  anyRecord,
  FULL_GRID,
  FULL_RULES,
} from '../__testUtils__/outcomeRecords';

const records = fc.array(anyRecord, { maxLength: 60 });

function count(rows: OutcomeRecord[]) {
  return countOutcomes(rows, FULL_GRID, FULL_RULES);
}

/** Encoded, as numbers, so that a failure can be read. */
function bytesOf(profile: ReturnType<typeof count>): number[] {
  return [...encodeOutcomes(profile, FULL_GRID)];
}

const SOME: OutcomeRecord[] = [
  {
    attributes: ['f', 20],
    stratum: 'n',
    prediction: 0.2,
    score: 0.2,
    label: 0,
    labelDelayHours: 170,
  },
  { attributes: ['m', null], prediction: 0.9, score: 0.9, label: 0 },
  { attributes: ['z', 99], stratum: 's', prediction: 0.4 },
  { attributes: ['z', 99], stratum: 's', prediction: 'n/a', label: 1 },
  { attributes: ['f', 20], stratum: 'n', prediction: null, label: 1 },
];

describe('outcomes', () => {
  it('are the same however the log is split over hours and files', () => {
    fc.assert(
      fc.property(
        records,
        fc.array(fc.nat(4), { minLength: 60, maxLength: 60 }),
        fc.nat(),
        (rows, files, turn) => {
          const whole = bytesOf(count(rows));
          const parts = [0, 1, 2, 3, 4].map(file =>
            count(rows.filter((_, i) => files[i] === file)),
          );
          const shifted = [
            ...parts.slice(turn % 5),
            ...parts.slice(0, turn % 5),
          ];
          expect(bytesOf(sumOutcomes(shifted, FULL_GRID))).toEqual(whole);
          // Associative: sums of sums.
          const [a, b, c, d, e] = shifted;
          const right = sumOutcomes(
            [d, e, emptyOutcomes(FULL_GRID)],
            FULL_GRID,
          );
          const left = sumOutcomes([b, a], FULL_GRID);
          addOutcomes(right, c);
          addOutcomes(right, left);
          expect(bytesOf(right)).toEqual(whole);
        },
      ),
    );
  });

  it('survive encoding', () => {
    fc.assert(
      fc.property(records, rows => {
        const profile = count(rows);
        const bytes = encodeOutcomes(profile, FULL_GRID);
        const back = decodeOutcomes(bytes, FULL_GRID);
        expect(back).toEqual(profile);
        expect([...encodeOutcomes(back, FULL_GRID)]).toEqual([...bytes]);
      }),
    );
  });

  it('are counted as documented', () => {
    const profile = count(SOME);
    expect(profile).toMatchObject({ rows: 5, decided: 4, labelled: 3 });
    expect(profile.labelDelays[8]).toBe(1);
    const cell = (...positions: number[]) =>
      profile.cells.get(cellIndex(FULL_GRID, positions));
    expect(cell(0, 1, 0)).toEqual({
      n: 1,
      selected: 1,
      tp: 1,
      fp: 0,
      fn: 0,
      tn: 0,
    });
    expect(cell(1, 4, 3)).toEqual({
      n: 1,
      selected: 0,
      tp: 0,
      fp: 0,
      fn: 1,
      tn: 0,
    });
    expect(cell(3, 2, 1)).toEqual({
      n: 1,
      selected: 1,
      tp: 0,
      fp: 0,
      fn: 0,
      tn: 0,
    });
    expect(profile.cells.size).toBe(3);
    expect(profile.confusion).toEqual([1, 1, 0, 0, 0, 1, 0, 0, 0]);
    expect(profile.scores!.invalid).toBe(1);
    expect(profile.errors).toMatchObject({
      n: 2,
      sum: 1_100_000n,
      outOfRange: 1,
    });
  });

  it('are compact', () => {
    const hour = Array.from(
      { length: 2000 },
      (_, i): OutcomeRecord => ({
        attributes: [['f', 'm', 'x'][i % 3], i % 80],
        stratum: i % 2 ? 'n' : 's',
        prediction: (i % 97) / 97,
        score: (i % 97) / 97,
        label: i % 5 === 0 ? 1 : 0,
      }),
    );
    expect(bytesOf(count(hour)).length).toBeLessThan(2000);
    expect(bytesOf(emptyOutcomes(FULL_GRID)).length).toBeLessThan(50);
  });

  it('of damaged bytes are refused with a typed error', () => {
    const bytes = encodeOutcomes(count(SOME), FULL_GRID);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), {
          maxLength: 4,
        }),
        fc.nat(bytes.length),
        (changes, length) => {
          const damaged = bytes.slice(0, length);
          for (const [at, value] of changes) {
            if (at < length) damaged[at] = value;
          }
          let outcome = 'profile';
          try {
            decodeOutcomes(damaged, FULL_GRID);
          } catch (error) {
            outcome = (error as Error).name;
          }
          expect(outcome).toMatch(/^(profile|ProfileFormatError)$/);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('of other groups under the same names are refused', () => {
    const bytes = encodeOutcomes(count(SOME), FULL_GRID);
    const other: OutcomeGrid = {
      ...FULL_GRID,
      attributes: [
        FULL_GRID.attributes[0],
        {
          name: 'age',
          groups: parseGroups('age', [
            '<18',
            { name: '18-40', range: '18-39' },
            '41+',
          ]),
        },
      ],
    };
    expect(() => decodeOutcomes(bytes, other)).toThrow(ProfileFormatError);
    expect(() => decodeOutcomes(bytes, { ...FULL_GRID, errorUnit: 1 })).toThrow(
      'counted on other groups, classes, bins or units',
    );
  });

  it('are not added or encoded on another grid, nor with counts that contradict each other', () => {
    const plain = { ...FULL_GRID, classes: null };
    expect(() => addOutcomes(count(SOME), emptyOutcomes(plain))).toThrow(
      GridMismatchError,
    );
    expect(() => encodeOutcomes(count(SOME), plain)).toThrow(GridMismatchError);
    const wrong = count(SOME);
    wrong.cells.set(0, { n: 3, selected: 4, tp: 0, fp: 0, fn: 0, tn: 0 });
    expect(() => encodeOutcomes(wrong, FULL_GRID)).toThrow(
      'combination 0 has n 3, selected 4',
    );
    const beyond = count(SOME);
    const one = { n: 1, selected: 0, tp: 0, fp: 0, fn: 0, tn: 0 };
    beyond.cells.set(cellCount(FULL_GRID), one);
    expect(() => encodeOutcomes(beyond, FULL_GRID)).toThrow(InvalidInputError);
  });

  it('number their combinations without gaps', () => {
    const all = Array.from({ length: cellCount(FULL_GRID) }, (_, i) => i);
    expect(
      all.map(index => cellIndex(FULL_GRID, cellPositions(FULL_GRID, index))),
    ).toEqual(all);
    expect(cellCount(FULL_GRID)).toBe(5 * 5 * 4);
    expect(() => cellIndex(FULL_GRID, [0, 5, 0])).toThrow('position in age');
    expect(() => cellIndex(FULL_GRID, [0, 0])).toThrow('allowed are 3');
  });

  it('sum up to the same whole in every table', () => {
    fc.assert(
      fc.property(records, rows => {
        const profile = count(rows);
        const total = (names: string[]) =>
          outcomeTable(profile, FULL_GRID, names).cells.reduce(
            (n, { counts }) => n + counts.n,
            0,
          );
        const whole = total([]);
        expect(total(['gender'])).toBe(whole);
        expect(total(['age', 'gender'])).toBe(whole);
      }),
    );
    expect(() => outcomeTable(count([]), FULL_GRID, ['height'])).toThrow(
      'protected attribute "height" is not counted; allowed are gender, age, each once',
    );
  });

  it('need a grid that can be counted on', () => {
    const wide = (name: string) => ({
      name,
      groups: parseGroups(
        name,
        Array.from({ length: 48 }, (_, i) => `v${i}`),
      ),
    });
    const wrong: [Partial<OutcomeGrid>, string][] = [
      [
        { attributes: ['a', 'b', 'c', 'd'].map(wide) },
        'combinations; allowed are at most 1000000',
      ],
      [
        { attributes: [wide('a'), wide('a')] },
        'protected attribute "a" is there twice',
      ],
      [{ classes: ['a'] }, 'allowed are 2 to 200 different ones'],
      [{ scoreEdges: [0.5, 0.5] }, 'score edge 1'],
      [{ errorUnit: 0 }, 'errorUnit'],
    ];
    for (const [part, message] of wrong) {
      const grid = { ...FULL_GRID, stratum: null, ...part };
      expect(() => checkOutcomeGrid(grid)).toThrow(message);
    }
    expect(errorUnitFor(12_345)).toBe(1e-2);
    expect(errorUnitFor(0.5)).toBe(1e-7);
  });
});
