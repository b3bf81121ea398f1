import type { WeightedPoint, WeightedSeries } from './WeightedSeries';

/** A pattern that comes back: hours of the day, or days of the week. */
interface Cycle {
  /** Hours that count as one; they share what is particular to them. */
  unitHours: number;
  /** Units after which it comes back. */
  units: number;
  /** How often it must have come back; with fewer the change would be taken for its pattern. */
  leastCycles: number;
  /** Ratio of mean squares between and within places of the cycle from which there is a pattern. */
  ratio: number;
}

/** Ratios: about the 99.9 % points of F, for 23 and a few hundred, and for 6 and about 20 degrees of freedom. */
const CYCLES: readonly Cycle[] = [
  { unitHours: 1, units: 24, leastCycles: 7, ratio: 2.5 },
  { unitHours: 24, units: 7, leastCycles: 3, ratio: 6 },
];

/** Ratio of the residuals' mean square to that of sampling from which hours vary on their own. */
const OWN_RATIO = 1.1;

/**
 * Takes out of the hours what is neither the change nor sampling, by the residuals of a fit: the patterns of the day and
 * of the week, when there are any, and then by weights that allow each hour a deviation of its own. Where hours differ by
 * more than sampling, one with many rows knows little more than one with few; the variance added is the moment estimate
 * of R. DerSimonian and N. Laird, "Meta-analysis in Clinical Trials" (1986).
 *
 * @param fitted - fitted mean score of every entry
 * @param parameters - parameters of the fit
 * @returns undefined when there is nothing to take out
 */
export function adjustHours(
  series: WeightedSeries,
  fitted: ArrayLike<number>,
  parameters: number,
): WeightedPoint[] | undefined {
  const points = series.points.map(point => ({ ...point }));
  const residuals = Float64Array.from(
    points,
    ({ score }, i) => score - fitted[i],
  );
  let changed = false;
  for (const cycle of CYCLES) {
    const pattern = findPattern(points, residuals, cycle);
    if (!pattern) continue;
    changed = true;
    points.forEach((point, i) => {
      const usual = pattern[placeOf(point.hour, cycle)];
      point.score -= usual;
      residuals[i] -= usual;
    });
  }
  const variance = ownVariance(points, residuals, parameters);
  for (const point of points) {
    point.weight = 1 / (1 / point.weight + variance);
  }
  return changed || variance > 0 ? points : undefined;
}

/** Place of an hour in the cycle. */
function placeOf(hour: number, { unitHours, units }: Cycle): number {
  return Math.floor(hour / unitHours) % units;
}

/** Mean residual of each place of the cycle; undefined when they differ by no more than the same place does. */
function findPattern(
  points: readonly WeightedPoint[],
  residuals: Float64Array,
  cycle: Cycle,
): Float64Array | undefined {
  const sums = new Float64Array(cycle.units);
  const weights = new Float64Array(cycle.units);
  let units = 0;
  let squares = 0;
  for (let i = 0; i < points.length; ) {
    const unit = Math.floor(points[i].hour / cycle.unitHours);
    let sum = 0;
    let weight = 0;
    for (
      ;
      i < points.length &&
      Math.floor(points[i].hour / cycle.unitHours) === unit;
      i++
    ) {
      sum += points[i].weight * residuals[i];
      weight += points[i].weight;
    }
    sums[unit % cycle.units] += sum;
    weights[unit % cycle.units] += weight;
    squares += (sum * sum) / weight;
    units++;
  }
  if (units < cycle.leastCycles * cycle.units) return undefined;
  let between = 0;
  let places = 0;
  const means = sums.map((sum, place) => {
    if (weights[place] === 0) return 0;
    places++;
    between += (sum * sum) / weights[place];
    return sum / weights[place];
  });
  const within = (squares - between) / (units - places);
  return between > cycle.ratio * (places - 1) * within ? means : undefined;
}

/** Variance of hours beside that of sampling; 0 when sampling explains the residuals. */
function ownVariance(
  points: readonly WeightedPoint[],
  residuals: Float64Array,
  parameters: number,
): number {
  let squares = 0;
  let sum = 0;
  let sumSquares = 0;
  points.forEach(({ weight }, i) => {
    squares += weight * residuals[i] ** 2;
    sum += weight;
    sumSquares += weight * weight;
  });
  const expected = points.length - parameters;
  const variance = (squares - expected) / (sum - sumSquares / sum);
  return squares > OWN_RATIO * expected && Number.isFinite(variance)
    ? variance
    : 0;
}
