import { chiSquaredSurvival } from '../distributions/chiSquared';
import { logGamma } from '../distributions/gamma';

/** Keeps parts of the information off 0 and 1, where rounding may put them. */
const LEAST_PART = 1e-15;

/**
 * Probability that the greatest of the step statistics of a stretch reaches `statistic` when nothing changes. Each of
 * them is chi-squared; together they are a squared Bessel bridge, whose tail was approximated by D. DeLong, "Crossing
 * Probabilities for a Square Root Boundary by a Bessel Process" (1981); A. Estrella, "Critical Values and P Values of
 * Bessel Process Distributions" (2003). The test is that of D. Andrews, "Tests for Parameter Instability and Structural
 * Change with Unknown Change Point" (1993).
 *
 * @param statistic - greatest chi-square, from 0
 * @param dimensions - degrees of freedom of each, a whole number from 1
 * @param range - part of the information before the first and before the last candidate, 0 to 1, ascending
 * @returns probability from 0 to 1; close in the tail, too large elsewhere
 */
export function supremumSurvival(
  statistic: number,
  dimensions: number,
  range: [from: number, to: number],
): number {
  const p = dimensions;
  const [from, to] = range.map(part =>
    Math.min(1 - LEAST_PART, Math.max(LEAST_PART, part)),
  );
  const single = chiSquaredSurvival(statistic, p);
  // At and below the mean the approximation does not hold, and there is nothing to find.
  if (statistic <= p) return 1;
  const logRange = Math.log((to * (1 - from)) / (from * (1 - to)));
  const logDensity =
    (p / 2) * Math.log(statistic / 2) - statistic / 2 - logGamma(p / 2);
  const crossing =
    Math.exp(logDensity) * ((1 - p / statistic) * logRange + 2 / statistic);
  return Math.min(1, Math.max(single, crossing));
}

/**
 * The same for a direction that was chosen by looking at the data: it can do no better than the best of all directions,
 * which has B − 1 dimensions; nor than the best of those that use as many buckets, of which there are (B over k).
 *
 * @param statistic - greatest chi-square along the direction, from 0
 * @param buckets - B, buckets that hold anything, at least 2, and `kept`, k, those that the direction uses, at least 1
 * @param range - as above
 */
export function chosenDirectionSurvival(
  statistic: number,
  { buckets, kept }: { buckets: number; kept: number },
  range: [from: number, to: number],
): number {
  const dimensions = buckets - 1;
  const logChoices =
    logGamma(buckets + 1) - logGamma(kept + 1) - logGamma(buckets - kept + 1);
  const sparse =
    Math.exp(logChoices) *
    supremumSurvival(statistic, Math.min(kept, dimensions), range);
  return Math.min(1, sparse, supremumSurvival(statistic, dimensions, range));
}
