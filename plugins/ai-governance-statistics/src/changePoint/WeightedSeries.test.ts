import { mulberry32 } from '../__testUtils__/samples';
import { WeightedSeries, type WeightedPoint } from './WeightedSeries';

function randomPoints(size: number, seed: number): WeightedPoint[] {
  const random = mulberry32(seed);
  let hour = 480_000;
  return Array.from({ length: size }, (_, i) => {
    hour += random() < 0.1 ? 1 + Math.floor(random() * 6) : 1;
    return {
      hour,
      score: random() + (i > size / 2 ? 0.4 : 0),
      weight: 50 + 100 * random(),
    };
  });
}

/** Weighted squares that one regressor and a level explain, in so many words. */
function explainedBy(points: WeightedPoint[], levels: number[]): number {
  const mean = (values: number[]) => {
    let sum = 0;
    let total = 0;
    points.forEach(({ weight }, i) => {
      sum += weight * values[i];
      total += weight;
    });
    return sum / total;
  };
  const scores = points.map(({ score }) => score);
  const [level, score] = [mean(levels), mean(scores)];
  let cross = 0;
  let squares = 0;
  points.forEach(({ weight }, i) => {
    cross += weight * (levels[i] - level) * (scores[i] - score);
    squares += weight * (levels[i] - level) ** 2;
  });
  return cross ** 2 / squares;
}

/** Level of a move in the middle of each hour. */
function moveLevels(
  points: WeightedPoint[],
  start: number,
  end: number,
  bend: number,
) {
  return points.map(({ hour }) => {
    const r = Math.min(1, Math.max(0, (hour + 0.5 - start) / (end - start)));
    return r + bend * r * (1 - r);
  });
}

/** The best bend by trying all. */
function bestOverBends(points: WeightedPoint[], start: number, end: number) {
  let best = 0;
  for (let bend = -0.5; bend <= 1.0001; bend += 0.0025) {
    best = Math.max(
      best,
      explainedBy(points, moveLevels(points, start, end, bend)),
    );
  }
  return best;
}

describe('WeightedSeries', () => {
  const points = randomPoints(400, 5);
  const series = WeightedSeries.create(points);

  it.each([1, 7, 200, 399])('explains by a step at entry %i', index => {
    const levels = points.map((_, i) => (i < index ? 0 : 1));
    expect(series.step(index)).toBeCloseTo(explainedBy(points, levels), 6);
  });

  it.each([
    ['that goes on', 250, Infinity, Infinity],
    ['that levels off', 100, 180, Infinity],
    ['that takes some hours only', 220, 8, Infinity],
    ['cut off while it lasts', 150, Infinity, 130],
    ['of a few hours before a cut', 150, Infinity, 12],
  ])('explains by a move %s', (_, index, length, cutAfter) => {
    const start = points[index].hour;
    const until = Math.min(series.until, start + cutAfter);
    const end = Math.min(until, start + length);
    const kept = points.filter(({ hour }) => hour < until);
    const { straight, curved } = series.move(index, end, until);
    expect(
      straight / explainedBy(kept, moveLevels(kept, start, end, 0)),
    ).toBeCloseTo(1, 6);
    expect(curved / bestOverBends(kept, start, end)).toBeCloseTo(1, 4);
    expect(curved).toBeGreaterThanOrEqual(straight);
  });

  it('fits what it explains', () => {
    const leastSquares = (values: Float64Array) =>
      points.reduce(
        (sum, { score, weight }, i) => sum + weight * (score - values[i]) ** 2,
        0,
      );
    const end = points[300].hour;
    const { straight, curved } = series.move(100, end);
    const at = { kind: 'move', index: 100, end } as const;
    const fits = [
      [series.fit({ kind: 'step', index: 200 }), series.step(200)],
      [series.fit({ ...at, curved: false }), straight],
      [series.fit({ ...at, curved: true }), curved],
    ] as const;
    for (const [{ values, before, after }, explained] of fits) {
      expect(series.totalSquares - leastSquares(values)).toBeCloseTo(
        explained,
        6,
      );
      expect(values[0]).toBeCloseTo(before, 12);
      expect(values[399]).toBeCloseTo(after, 12);
    }
  });

  it('keeps its figures over a gap of a hundred years', () => {
    const far = points.map((point, i) =>
      i < 60 ? point : { ...point, hour: point.hour + 900_000 },
    );
    const start = far[100].hour;
    const end = far[350].hour;
    const { straight, curved } = WeightedSeries.create(far).move(100, end);
    expect(
      straight / explainedBy(far, moveLevels(far, start, end, 0)),
    ).toBeCloseTo(1, 6);
    expect(curved / bestOverBends(far, start, end)).toBeCloseTo(1, 4);
  });
});
