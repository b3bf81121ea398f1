import { GridMismatchError } from '../errors';
import { LABEL_DELAY_HOURS } from './grid';
import type {
  ErrorSums,
  OutcomeCounts,
  OutcomeGrid,
  OutcomeProfile,
  ScoreCounts,
} from './types';

/**
 * A profile without any row; adding it to another changes nothing.
 * @public
 */
export function emptyOutcomes(grid: OutcomeGrid): OutcomeProfile {
  return {
    rows: 0,
    decided: 0,
    labelled: 0,
    labelDelays: zeros(LABEL_DELAY_HOURS.length + 1),
    cells: new Map(),
    confusion: grid.classes && zeros((grid.classes.length + 1) ** 2),
    scores: grid.scoreEdges && emptyScores(grid.scoreEdges.length + 1),
    errors: grid.errorUnit === null ? null : emptyErrors(),
  };
}

/** Counts of no decisions. @public */
export function emptyCounts(): OutcomeCounts {
  return { n: 0, selected: 0, tp: 0, fp: 0, fn: 0, tn: 0 };
}

/**
 * Adds a profile to another in place. All figures are whole numbers: the order of additions shows nowhere.
 *
 * @param target - profile that is changed
 * @param other - profile on the same grid; not changed
 * @throws GridMismatchError when one counts what the other does not, or on another number of classes or bins;
 *   `target` is then unchanged
 * @public
 */
export function addOutcomes(
  target: OutcomeProfile,
  other: OutcomeProfile,
): void {
  checkSameShape(target, other);
  target.rows += other.rows;
  target.decided += other.decided;
  target.labelled += other.labelled;
  addNumbers(target.labelDelays, other.labelDelays);
  for (const [index, counts] of other.cells) addToCell(target, index, counts);
  if (target.confusion && other.confusion) {
    addNumbers(target.confusion, other.confusion);
  }
  if (target.scores && other.scores) addScores(target.scores, other.scores);
  if (target.errors && other.errors) addErrors(target.errors, other.errors);
}

/**
 * Sum of profiles on one grid; none gives the empty profile.
 *
 * @throws GridMismatchError when a profile is on another grid
 * @public
 */
export function sumOutcomes(
  profiles: Iterable<OutcomeProfile>,
  grid: OutcomeGrid,
): OutcomeProfile {
  const sum = emptyOutcomes(grid);
  for (const profile of profiles) addOutcomes(sum, profile);
  return sum;
}

/** Adds counts to those of a combination. */
export function addToCell(
  profile: OutcomeProfile,
  index: number,
  counts: OutcomeCounts,
): void {
  const cell = profile.cells.get(index);
  if (cell) addCounts(cell, counts);
  else profile.cells.set(index, { ...counts });
}

/** Adds counts in place. */
export function addCounts(target: OutcomeCounts, other: OutcomeCounts): void {
  target.n += other.n;
  target.selected += other.selected;
  target.tp += other.tp;
  target.fp += other.fp;
  target.fn += other.fn;
  target.tn += other.tn;
}

/** Decisions of a group that have a label. @public */
export function labelledCount({ tp, fp, fn, tn }: OutcomeCounts): number {
  return tp + fp + fn + tn;
}

function emptyScores(bins: number): ScoreCounts {
  return {
    positives: zeros(bins),
    negatives: zeros(bins),
    positiveSums: new Array<bigint>(bins).fill(0n),
    negativeSums: new Array<bigint>(bins).fill(0n),
    sumSquares: 0n,
    invalid: 0,
  };
}

function emptyErrors(): ErrorSums {
  return {
    n: 0,
    sum: 0n,
    sumAbsolute: 0n,
    sumSquares: 0n,
    sumFourths: 0n,
    labelSum: 0n,
    labelSumSquares: 0n,
    outOfRange: 0,
  };
}

function addScores(target: ScoreCounts, other: ScoreCounts): void {
  addNumbers(target.positives, other.positives);
  addNumbers(target.negatives, other.negatives);
  for (let i = 0; i < target.positiveSums.length; i++) {
    target.positiveSums[i] += other.positiveSums[i];
    target.negativeSums[i] += other.negativeSums[i];
  }
  target.sumSquares += other.sumSquares;
  target.invalid += other.invalid;
}

function addErrors(target: ErrorSums, other: ErrorSums): void {
  target.n += other.n;
  target.sum += other.sum;
  target.sumAbsolute += other.sumAbsolute;
  target.sumSquares += other.sumSquares;
  target.sumFourths += other.sumFourths;
  target.labelSum += other.labelSum;
  target.labelSumSquares += other.labelSumSquares;
  target.outOfRange += other.outOfRange;
}

function checkSameShape(a: OutcomeProfile, b: OutcomeProfile): void {
  const shapes = [a, b].map(({ confusion, scores, errors }) =>
    [
      confusion
        ? `${Math.sqrt(confusion.length) - 1} classes`
        : 'no confusion matrix',
      scores ? `${scores.positives.length} score bins` : 'no scores',
      errors ? 'error sums' : 'no error sums',
    ].join(', '),
  );
  if (shapes[0] !== shapes[1]) {
    throw new GridMismatchError(
      `outcomes have ${shapes[0]} on one side and ${shapes[1]} on the other; they must be on the same grid`,
    );
  }
}

function addNumbers(target: number[], other: readonly number[]): void {
  for (let i = 0; i < target.length; i++) target[i] += other[i];
}

function zeros(length: number): number[] {
  return new Array<number>(length).fill(0);
}
