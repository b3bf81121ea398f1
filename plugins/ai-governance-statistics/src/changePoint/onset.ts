import type { Candidates } from './moves';
import { openMoves } from './moves';
import type { MoveModel, StepModel } from './models';
import type { WeightedSeries } from './WeightedSeries';

/** 95 % of a chi-squared variable with one degree of freedom. */
const REGULAR_SLACK = 3.841;

/**
 * 95 % of the likelihood ratio of a step's time, which is not chi-squared: P(ξ ≤ x) = (1 − e^(−x/2))². B. Hansen, "Sample
 * Splitting and Threshold Estimation" (2000); for breaks in time Y. Eo and J. Morley, "Likelihood-Ratio-Based Confidence
 * Sets for the Timing of Structural Breaks" (2015).
 */
const STEP_SLACK = 7.352;

/** Gain in fit from which a bend is not noise; it is Akaike's criterion. */
const NOTABLE_GAIN = 2;

/** Part of a move that is kept when the whole of it is bent. */
const KEPT_PART = 0.75;

/** Hours of a move that are kept at least. */
const LEAST_KEPT_HOURS = 12;

/** Where a change begins: the best entry, and the first and last of its confidence range. */
export interface Onset {
  index: number;
  first: number;
  last: number;
}

/** When a step happened. */
export function stepOnset({ profile }: StepModel, dispersion: number): Onset {
  const [first, last] = profile.within(STEP_SLACK * dispersion);
  return { index: profile.best, first, last };
}

/**
 * When a move began. How the mean score follows what really moves is not known and seldom quite straight, and with many
 * rows even a slight bend, taken for straight, shifts the onset by more than its range. Therefore, as long as a bend
 * is noticeable, the later part of the move is left out, of which the onset needs nothing: a short enough piece is
 * straight. The range is then that of the curved move, one parameter more than the data ask for.
 */
export function moveOnset(
  series: WeightedSeries,
  candidates: Candidates,
  model: MoveModel,
  dispersion: number,
): Onset {
  let { moves, end } = model;
  for (;;) {
    const { straight, curved } = moves;
    const gain = curved.at(curved.best) - straight.at(straight.best);
    const start = series.hours[Math.min(straight.best, curved.best)];
    const until = start + Math.round(KEPT_PART * (end - start));
    if (gain <= NOTABLE_GAIN * dispersion || until < start + LEAST_KEPT_HOURS) {
      break;
    }
    const earlier = openMoves(series, candidates, until);
    if (!earlier) break;
    moves = earlier;
    end = until;
  }
  const index = moves.straight.best;
  const [first, last] = moves.curved.within(REGULAR_SLACK * dispersion);
  return {
    index,
    first: Math.min(first, index),
    last: Math.max(last, index),
  };
}
