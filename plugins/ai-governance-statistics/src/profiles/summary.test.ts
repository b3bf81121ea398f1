import fc from 'fast-check';
import {
  type InsufficientData,
  isInsufficient,
  type NumericGrid,
  numericGridFromValues,
  numericSummary,
  profileValues,
  quantileFromProfile,
} from '..';
import { makeSample } from '../__testUtils__/samples';

function known<T extends { insufficient: false }>(
  result: T | InsufficientData,
): T {
  if (isInsufficient(result)) throw new Error(result.reason);
  return result;
}

const summaryOf = (values: ArrayLike<number>, grid?: NumericGrid) => {
  const on = grid ?? numericGridFromValues(values);
  return known(numericSummary(profileValues(values, on), on));
};

describe('numericSummary', () => {
  it('gives mean, standard deviation and range', () => {
    expect(summaryOf([2, 4, 4, 4, 5, 5, 7, 9])).toEqual({
      insufficient: false,
      n: 8,
      mean: 5,
      standardDeviation: 2,
      min: 2,
      max: 9,
    });
  });

  it('has a standard deviation where the sums cancel', () => {
    const values = makeSample({
      kind: 'uniform',
      size: 5000,
      seed: 3,
      shift: 1.7e9,
    });
    const { standardDeviation } = summaryOf(values);
    expect(standardDeviation).toBeGreaterThan(0.28);
    expect(standardDeviation).toBeLessThan(0.3);
  });

  it.each([
    ['tiny', 1e-300],
    ['huge', 1e300],
  ])('has a standard deviation of %s values', (_, scale) => {
    const values = makeSample({ kind: 'normal', size: 5000, seed: 4, scale });
    const relative = summaryOf(values).standardDeviation / scale;
    expect(relative).toBeGreaterThan(0.97);
    expect(relative).toBeLessThan(1.03);
  });

  it('is zero wide for a constant', () => {
    expect(summaryOf([0.1, 0.1, 0.1])).toMatchObject({
      mean: 0.1,
      standardDeviation: 0,
    });
  });

  it('says that there is nothing', () => {
    const grid: NumericGrid = { kind: 'numeric', edges: [0] };
    expect(numericSummary(profileValues([NaN], grid), grid)).toEqual({
      insufficient: true,
      reason: 'there is no finite value',
    });
    expect(quantileFromProfile(profileValues([], grid), grid, 0.5)).toEqual({
      insufficient: true,
      reason: 'there is no finite value',
    });
  });
});

describe('quantileFromProfile', () => {
  it('holds the true quantile between its limits', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
          minLength: 1,
          maxLength: 200,
        }),
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, bins, probability) => {
          const grid = numericGridFromValues(values, bins);
          const quantile = known(
            quantileFromProfile(profileValues(values, grid), grid, probability),
          );
          const sorted = Float64Array.from(values).sort();
          const rank = Math.max(1, Math.ceil(probability * values.length));
          const truth = sorted[rank - 1];
          expect(quantile.lower).toBeLessThanOrEqual(truth);
          expect(quantile.upper).toBeGreaterThanOrEqual(truth);
          expect(quantile.value).toBeGreaterThanOrEqual(quantile.lower);
          expect(quantile.value).toBeLessThanOrEqual(quantile.upper);
        },
      ),
    );
  });

  it('stays between limits that are next to each other', () => {
    // Found by the property above: without a limit the value is one unit in the last place above the upper one.
    const values = [-3.420368291112309e-275, 0];
    const grid = numericGridFromValues(values, 2);
    const quantile = known(
      quantileFromProfile(
        profileValues(values, grid),
        grid,
        2.0816681711721685e-15,
      ),
    );
    expect(quantile.value).toBeGreaterThanOrEqual(quantile.lower);
    expect(quantile.value).toBeLessThanOrEqual(quantile.upper);
  });

  it('is exact at an atom', () => {
    const values = [...new Array(50).fill(0), 1, 2, 3];
    const grid = numericGridFromValues(values);
    expect(
      quantileFromProfile(profileValues(values, grid), grid, 0.5),
    ).toMatchObject({ upper: 0, value: expect.closeTo(0, 12) });
  });
});
