import { scoreLimits } from '../intervals/wilson';
import { labelledCount } from '../outcomes/profile';
import type { ProtectedCell } from './protect';
import type { GroupRate, GroupRates } from './types';

/** A group that is large enough. */
export type ShownCell = Extract<ProtectedCell, { state: 'shown' }>;

/** Favourable cases among cases, or why there are none. */
export type Proportion =
  | { successes: number; count: number; reason: null }
  | { reason: string };

/** Rates by which groups are compared. */
export type RateName = keyof GroupRates;

/**
 * The proportion behind a rate of a group. Undefined, with the reason, are 0/0; labelled rates where labels are absent or
 * too few; and rates that need labels of both decisions where one of them never has any: when only approved cases are ever
 * labelled, every one with a favourable label was approved, and a true positive rate of 1 would say nothing.
 *
 * @param minGroupSize - for the wording
 */
export function proportionOf(
  { counts, labelsShown }: ShownCell,
  rate: RateName,
  minGroupSize: number,
): Proportion {
  const { n, selected, tp, fp, fn, tn } = counts;
  if (rate === 'selection') {
    return n === 0
      ? { reason: 'too few decisions are left after rounding' }
      : { successes: selected, count: n, reason: null };
  }
  if (!labelsShown) {
    return { reason: `fewer than ${minGroupSize} decisions have a label` };
  }
  if (labelledCount(counts) === 0) {
    return { reason: 'no decision has a label' };
  }
  if (rate === 'precision') {
    return ratio(tp, tp + fp, 'no labelled decision was favourable');
  }
  if (fn + tn === 0 && selected < n) {
    return { reason: 'only favourable decisions have labels' };
  }
  if (tp + fp === 0 && selected > 0) {
    return { reason: 'only unfavourable decisions have labels' };
  }
  switch (rate) {
    case 'truePositive':
      return ratio(tp, tp + fn, 'no label is favourable');
    case 'falsePositive':
      return ratio(fp, fp + tn, 'no label is unfavourable');
    case 'accuracy':
      return ratio(tp + tn, tp + fp + fn + tn, 'no decision has a label');
    default:
      return ratio(tp + fn, tp + fp + fn + tn, 'no decision has a label');
  }
}

/** All rates of a group with Wilson's intervals. */
export function ratesOf(
  cell: ShownCell,
  minGroupSize: number,
  z: number,
): GroupRates {
  const rate = (name: RateName): GroupRate => {
    const proportion = proportionOf(cell, name, minGroupSize);
    if (proportion.reason !== null) {
      const count = cell.labelsShown ? 0 : null;
      const { reason } = proportion;
      return { value: null, lower: null, upper: null, count, reason };
    }
    const { successes, count } = proportion;
    return {
      value: successes / count,
      ...scoreLimits(successes, count, z),
      count,
      reason: null,
    };
  };
  return {
    selection: rate('selection'),
    truePositive: rate('truePositive'),
    falsePositive: rate('falsePositive'),
    precision: rate('precision'),
    accuracy: rate('accuracy'),
    base: rate('base'),
  };
}

function ratio(successes: number, count: number, reason: string): Proportion {
  return count === 0 ? { reason } : { successes, count, reason: null };
}
