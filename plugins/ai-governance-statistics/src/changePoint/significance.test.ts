import { mulberry32 } from '../__testUtils__/samples';
import { chosenDirectionSurvival, supremumSurvival } from './significance';

/** Greatest step statistic of independent normal numbers in several dimensions, in the middle 70 % of the series. */
function simulateSupremum(dimensions: number, random: () => number): number {
  const size = 1000;
  const [from, to] = [150, 850];
  const statistics = new Float64Array(size);
  for (let d = 0; d < dimensions; d++) {
    const sums = new Float64Array(size + 1);
    for (let i = 0; i < size; i++) {
      let normal = -6;
      for (let k = 0; k < 12; k++) normal += random();
      sums[i + 1] = sums[i] + normal;
    }
    for (let i = from; i <= to; i++) {
      const bridge = sums[i] - (i / size) * sums[size];
      statistics[i] += bridge ** 2 / ((i * (size - i)) / size);
    }
  }
  return Math.max(...statistics);
}

describe('supremumSurvival', () => {
  it('gives the critical values that Andrews tabulated for one parameter and 15 % trimmed', () => {
    expect(supremumSurvival(7.17, 1, [0.15, 0.85])).toBeCloseTo(0.1, 2);
    expect(supremumSurvival(8.85, 1, [0.15, 0.85])).toBeCloseTo(0.05, 2);
    expect(supremumSurvival(12.35, 1, [0.15, 0.85])).toBeCloseTo(0.01, 2);
  });

  it.each([1, 3, 9])('is near what simulation gives in %i dimensions', p => {
    const random = mulberry32(11 * p);
    const suprema = Float64Array.from({ length: 1500 }, () =>
      simulateSupremum(p, random),
    ).sort();
    // The greatest of a thousand steps is a little less than that of a path: simulated tails are thinner.
    for (const tail of [0.1, 0.05]) {
      const value = suprema[Math.floor((1 - tail) * suprema.length)];
      const survival = supremumSurvival(value, p, [0.15, 0.85]);
      expect(survival).toBeGreaterThan(0.75 * tail);
      expect(survival).toBeLessThan(1.6 * tail);
    }
  });

  it('is a probability whatever it is asked', () => {
    for (const range of [
      [0, 1],
      [0.5, 0.5],
      [1e-18, 1 - 1e-16],
    ] as [number, number][]) {
      for (const statistic of [0, 1e-300, 5, 80, 1e9, Number.MAX_VALUE]) {
        for (const dimensions of [1, 2, 50, 5000]) {
          const p = supremumSurvival(statistic, dimensions, range);
          expect(p).toBeGreaterThanOrEqual(0);
          expect(p).toBeLessThanOrEqual(1);
        }
      }
    }
  });
});

describe('chosenDirectionSurvival', () => {
  it('asks more of a direction that was chosen among more buckets', () => {
    const range: [number, number] = [0.1, 0.9];
    const one = chosenDirectionSurvival(30, { buckets: 2, kept: 2 }, range);
    const ten = chosenDirectionSurvival(30, { buckets: 10, kept: 10 }, range);
    const sparse = chosenDirectionSurvival(
      30,
      { buckets: 200, kept: 1 },
      range,
    );
    const dense = chosenDirectionSurvival(
      30,
      { buckets: 200, kept: 100 },
      range,
    );
    expect(one / supremumSurvival(30, 1, range)).toBeCloseTo(1, 9);
    expect(ten / supremumSurvival(30, 9, range)).toBeCloseTo(1, 9);
    expect(sparse).toBeCloseTo(200 * supremumSurvival(30, 1, range), 12);
    expect(one).toBeLessThan(sparse);
    expect(sparse).toBeLessThan(0.01);
    expect(dense).toBe(1);
  });
});
