import { SCORE_UNIT } from '../outcomes/grid';
import type { ScoreCounts } from '../outcomes/types';

/** One bin of labelled scores. */
export interface ScoreBin {
  /** Scores in it, from (exclusive, but 0) to (inclusive). */
  from: number;
  to: number;
  positives: number;
  negatives: number;
  /** Mean score of each class, within the bin; its middle where there are no rows. */
  positiveMean: number;
  negativeMean: number;
}

/** Labelled scores as their metrics need them. */
export interface Scores {
  bins: ScoreBin[];
  positives: number;
  negatives: number;
  /** Σ score² of all rows. */
  sumSquares: number;
  /** Σ score of the positive class. */
  positiveSum: number;
  invalid: number;
}

/** How far a mean may be from the true one because scores are summed in billionths. */
export const MEAN_ERROR = 0.5 / SCORE_UNIT;

/** Unpacks counted scores. */
export function scoresOf(
  counts: ScoreCounts,
  edges: readonly number[],
): Scores {
  const bins = counts.positives.map((positives, i): ScoreBin => {
    const from = i === 0 ? 0 : edges[i - 1];
    const to = i === edges.length ? 1 : edges[i];
    const negatives = counts.negatives[i];
    const mean = (sum: bigint, n: number) =>
      n === 0
        ? (from + to) / 2
        : Math.min(to, Math.max(from, Number(sum) / n / SCORE_UNIT));
    return {
      from,
      to,
      positives,
      negatives,
      positiveMean: mean(counts.positiveSums[i], positives),
      negativeMean: mean(counts.negativeSums[i], negatives),
    };
  });
  const positiveSum = counts.positiveSums.reduce((sum, own) => sum + own, 0n);
  return {
    bins,
    positives: total(counts.positives),
    negatives: total(counts.negatives),
    sumSquares: Number(counts.sumSquares) / SCORE_UNIT / SCORE_UNIT,
    positiveSum: Number(positiveSum) / SCORE_UNIT,
    invalid: counts.invalid,
  };
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
