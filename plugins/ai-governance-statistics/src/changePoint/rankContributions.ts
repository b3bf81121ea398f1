import { checkCount, checkNumber, InvalidInputError } from '../errors';
import { insufficientData, type InsufficientData } from '../result';
import type { HourlyScore } from './hourlyScores';

/** Hours that two columns must have in common before they are compared. */
const LEAST_COMMON_HOURS = 12;

/** Part of the deviations' squares that rounding alone can leave of scores that are all equal. */
const ROUNDING = 1e-24;

/**
 * A drifting feature.
 * @public
 */
export interface ColumnDrift {
  /** Name of the column, told apart from all others. */
  column: string;
  /** Size of its drift, from 0: D, Cramér's V or PSI, the same measure for all columns that are ranked together. */
  effect: number;
  /** Its mean scores by hour, see {@link hourlyScores}; hours ascending. */
  hours: readonly HourlyScore[];
}

/**
 * How closely a feature's drift and the prediction's go together. That is association, not cause: two columns that
 * change in the same hour go together whether or not the model uses the one for the other.
 * @public
 */
export interface Association {
  insufficient: false;
  /**
   * Share of the variation of the prediction's hourly scores that goes with the feature's, 0 to 1: their squared weighted
   * correlation; 0 when one falls as the other rises.
   */
  share: number;
  /** Hours that both columns have. */
  hours: number;
}

/**
 * A drifting feature and what speaks for it.
 * @public
 */
export interface Contribution {
  column: string;
  effect: number;
  /** Share of the prediction's drift that goes with this feature; insufficient when the two cannot be compared. */
  goesWith: Association | InsufficientData;
  /** What the features are ordered by: effect · (1 + share) / 2, so that one that goes with nothing counts half. */
  weight: number;
}

/**
 * Ranks drifting features by the size of their drift and by how much of the prediction's drift goes with them. State it
 * as evidence, not as the cause.
 *
 * @param columns - the drifting features, in any order
 * @param prediction - hourly scores of the prediction column over the same hours; absent when it does not drift or there
 *   is none. Hours to give: from the beginning of the baseline to the end of the current window
 * @returns features by `weight`, the greatest first; equal ones by name
 * @throws InvalidInputError when an effect or a score is not allowed, hours do not ascend, or a column comes twice
 * @public
 */
export function rankContributions(
  columns: readonly ColumnDrift[],
  prediction?: readonly HourlyScore[],
): Contribution[] {
  const names = new Set<string>();
  return columns
    .map(({ column, effect, hours }): Contribution => {
      if (names.has(column)) {
        throw new InvalidInputError(
          `column ${column} comes twice; allowed is each column once`,
        );
      }
      names.add(column);
      checkNumber(effect, `the effect of column ${column}`, { min: 0 });
      checkHours(hours, `column ${column}`);
      const goesWith = prediction
        ? associationOf(hours, prediction)
        : insufficientData('there are no scores of a prediction');
      const share = goesWith.insufficient ? 0 : goesWith.share;
      return { column, effect, goesWith, weight: effect * ((1 + share) / 2) };
    })
    .sort((a, b) => b.weight - a.weight || (a.column < b.column ? -1 : 1));
}

function checkHours(hours: readonly HourlyScore[], what: string): void {
  hours.forEach(({ hour, score, rows }, i) => {
    checkCount(hour, `the hour of entry ${i} of ${what}`);
    checkNumber(score, `the score of hour ${hour} of ${what}`, {});
    checkNumber(rows, `the rows of hour ${hour} of ${what}`, {
      exclusiveMin: 0,
    });
    if (i > 0 && hour <= hours[i - 1].hour) {
      throw new InvalidInputError(
        `entry ${i} of ${what} has hour ${hour} after hour ${
          hours[i - 1].hour
        }; allowed are ascending hours`,
      );
    }
  });
}

/**
 * How closely two columns' drifts go together: the squared correlation of their hourly scores, each hour weighing as many
 * rows as the column with fewer has. Association, not cause.
 *
 * @param feature - hourly scores of a feature, hours ascending
 * @param prediction - hourly scores of the prediction column, hours ascending
 * @returns the share from 0 to 1; insufficient when the two have fewer than 12 hours in common or one of them has the
 *   same score in every hour
 * @throws InvalidInputError when a score is not allowed or hours do not ascend
 * @public
 */
export function associationOf(
  feature: readonly HourlyScore[],
  prediction: readonly HourlyScore[],
): Association | InsufficientData {
  checkHours(feature, 'the feature');
  checkHours(prediction, 'the prediction');
  const byHour = new Map(prediction.map(entry => [entry.hour, entry]));
  const pairs = feature.flatMap(({ hour, score, rows }) => {
    const other = byHour.get(hour);
    return other
      ? [{ x: score, y: other.score, weight: Math.min(rows, other.rows) }]
      : [];
  });
  if (pairs.length < LEAST_COMMON_HOURS) {
    return insufficientData(
      `feature and prediction have ${pairs.length} hours in common, at least ${LEAST_COMMON_HOURS} are needed`,
    );
  }
  // In units of the greatest of each, so that no square runs over.
  const unitOf = (values: number[]) =>
    Math.max(...values.map(Math.abs)) || Number.MIN_VALUE;
  const unitX = unitOf(pairs.map(({ x }) => x));
  const unitY = unitOf(pairs.map(({ y }) => y));
  const unitWeight = unitOf(pairs.map(({ weight }) => weight));
  let total = 0;
  let sumX = 0;
  let sumY = 0;
  for (const { x, y, weight } of pairs) {
    const w = weight / unitWeight;
    total += w;
    sumX += w * (x / unitX);
    sumY += w * (y / unitY);
  }
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (const { x, y, weight } of pairs) {
    const dx = x / unitX - sumX / total;
    const dy = y / unitY - sumY / total;
    const w = weight / unitWeight;
    xx += w * dx * dx;
    yy += w * dy * dy;
    xy += w * dx * dy;
  }
  if (xx <= ROUNDING * total || yy <= ROUNDING * total) {
    return insufficientData(
      `the ${
        xx <= ROUNDING * total ? 'feature' : 'prediction'
      } has the same score in every hour`,
    );
  }
  const correlation = Math.min(1, Math.max(0, xy / Math.sqrt(xx * yy)));
  return { insufficient: false, share: correlation ** 2, hours: pairs.length };
}
