import {
  emptyProfile,
  type Grid,
  GridMismatchError,
  InvalidInputError,
  limitUnseen,
  mergeProfiles,
  type Profile,
  profileValues,
  rollUpByDay,
  rowCount,
} from '..';

const grid: Grid = {
  x: { kind: 'numeric', edges: [0] },
  c: { kind: 'categorical', categories: ['a'] },
};

const hourOf = (numbers: number[], categories: string[]): Profile => ({
  rows: numbers.length,
  columns: {
    x: profileValues(numbers, grid.x),
    c: profileValues(categories, grid.c),
  },
});

describe('rollUpByDay', () => {
  it('sums the hours of each UTC day', () => {
    const late = hourOf([1], ['a']);
    const early = hourOf([2, 3], ['a', 'b']);
    const next = hourOf([-1], ['c']);
    const days = rollUpByDay(
      [
        { at: new Date('2026-03-02T00:00:00Z'), profile: next },
        { at: new Date('2026-03-01T23:00:00Z'), profile: late },
        { at: new Date('2026-03-01T05:00:00Z'), profile: early },
      ],
      grid,
    );
    expect(days).toEqual([
      {
        at: new Date('2026-03-01T00:00:00Z'),
        profile: mergeProfiles([late, early], grid),
      },
      { at: new Date('2026-03-02T00:00:00Z'), profile: next },
    ]);
    expect(rollUpByDay([], grid)).toEqual([]);
  });

  it('refuses other grids and invalid dates', () => {
    const profile = emptyProfile({ x: grid.x });
    expect(() => rollUpByDay([{ at: new Date(), profile }], grid)).toThrow(
      GridMismatchError,
    );
    expect(() =>
      rollUpByDay([{ at: new Date('?'), profile: emptyProfile(grid) }], grid),
    ).toThrow(InvalidInputError);
  });
});

describe('limitUnseen', () => {
  it('keeps the most frequent and counts the rest', () => {
    const profile = hourOf([1, 2, 3, 4], ['z', 'z', 'y', 'b']);
    const limited = limitUnseen(profile, 2);
    expect(limited.columns.c).toMatchObject({
      unseen: { z: 2, b: 1 },
      other: 1,
    });
    expect(rowCount(limited.columns.c)).toBe(4);
    expect(limited.columns.x).toEqual(profile.columns.x);
    expect(profile.columns.c).toMatchObject({ unseen: { y: 1 }, other: 0 });
    expect(() => limitUnseen(profile, -1)).toThrow(InvalidInputError);
  });
});
