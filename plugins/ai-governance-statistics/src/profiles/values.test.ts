import { MAX_UNSEEN, profileValues } from '..';

describe('profileValues', () => {
  it('sorts what comes in a numeric column', () => {
    const values = [
      1, 2, 2.5, -3, '2', ' 1e1 ', '+.5', 3n, // numbers
      null, undefined, '', '  ', NaN, 'NaN', // missing
      Infinity, '-inf', 'Infinity', '1e999', // out of range
      'x', '0x10', true, '1,5', // not numbers
    ]; // prettier-ignore
    expect(profileValues(values, { kind: 'numeric', edges: [1, 2] })).toEqual({
      kind: 'numeric',
      bins: [3, 2, 3],
      sum: 1 + 2 + 2.5 - 3 + 2 + 10 + 0.5 + 3,
      sumSquares: 1 + 4 + 6.25 + 9 + 4 + 100 + 0.25 + 9,
      min: -3,
      max: 10,
      missing: 6,
      invalid: 4,
      outOfRange: 4,
    });
  });

  it('sorts what comes in a categorical column', () => {
    const values = ['a', 'b', 1, true, null, undefined, '', NaN, ' ', 'a'];
    expect(
      profileValues(values, { kind: 'categorical', categories: ['a', '1'] }),
    ).toEqual({
      kind: 'categorical',
      counts: [2, 1],
      unseen: { b: 1, true: 1, ' ': 1 },
      other: 0,
      missing: 4,
    });
  });

  it('lists the most frequent unseen values, ties by name', () => {
    const values = Array.from({ length: 30 }, (_, i) => `v${10 + i}`);
    const profile = profileValues([...values, 'v39'], {
      kind: 'categorical',
      categories: [],
    });
    expect(Object.keys(profile.unseen)).toHaveLength(MAX_UNSEEN);
    expect(profile.unseen).toMatchObject({ v39: 2, v10: 1, v28: 1 });
    expect(profile.other).toBe(10);
  });

  it('stays finite where sums run over', () => {
    const profile = profileValues([1e308, 1e308, -1e308], {
      kind: 'numeric',
      edges: [],
    });
    expect(profile.sumSquares).toBe(Number.MAX_VALUE);
    expect(Number.isFinite(profile.sum)).toBe(true);
  });
});
