import {
  compareRates,
  judgeEstimate,
  simultaneousZ,
  undefinedEstimate,
  worseOf,
  worstVerdict,
} from './estimates';
import {
  type Proportion,
  proportionOf,
  type RateName,
  type ShownCell,
} from './rates';
import { compareCells } from './reference';
import {
  allowedRange,
  FAIRNESS_CONVENTIONS,
  type FilledOptions,
} from './rules';
import type {
  FairnessEstimate,
  FairnessMetric,
  GroupComparison,
  GroupExtremes,
  MetricResult,
} from './types';

/** Rates that each metric compares; the worse of them counts. */
const RATES: Record<
  Exclude<FairnessMetric, 'conditional-demographic-disparity'>,
  RateName[]
> = {
  'disparate-impact': ['selection'],
  'demographic-parity': ['selection'],
  'equal-opportunity': ['truePositive'],
  'equalized-odds': ['truePositive', 'falsePositive'],
  'predictive-parity': ['precision'],
  'fpr-parity': ['falsePositive'],
  'accuracy-difference': ['accuracy'],
};

/** A metric that compares rates of two groups. */
export type RateMetric = keyof typeof RATES;

/** What is known before any metric: the groups that are large enough, and the reference among them. */
export interface Comparable {
  groups: ShownCell[];
  reference: ShownCell | null;
  referenceReason: string | null;
  options: FilledOptions;
}

/**
 * One metric of rates: each group with the reference, and the two groups that are furthest apart.
 *
 * The reference of the rule `best-rate` was found by looking at the rates, as are the extremes; their intervals are
 * widened so that they hold for all pairs of groups together.
 */
export function assessRates(
  metric: RateMetric,
  comparable: Comparable,
): MetricResult {
  const { groups, reference, referenceReason, options } = comparable;
  const { threshold } = options.rules[metric];
  const allowed = allowedRange(metric, threshold);
  const pairs = (groups.length * (groups.length - 1)) / 2;
  const searched = options.reference.kind === 'best-rate' ? pairs : 1;
  const adjustedFor = Math.max(1, searched) * RATES[metric].length;
  const z = simultaneousZ(options.confidence, adjustedFor);

  const comparisons = groups
    .filter(group => group !== reference)
    .map((group): GroupComparison => {
      const estimate = reference
        ? compareGroups(metric, group, reference, z, options.minGroupSize)
        : undefinedEstimate(referenceReason!);
      const [n, referenceN] =
        reference && estimate.value !== null
          ? [group, reference].map(side => sizeOf(metric, side, options))
          : [null, null];
      return {
        group: group.cell.group,
        ...estimate,
        verdict: judgeEstimate(estimate, allowed),
        n,
        referenceN,
      };
    });
  const extremesAdjustedFor = Math.max(1, pairs) * RATES[metric].length;
  const extremes = extremesOf(
    metric,
    groups,
    simultaneousZ(options.confidence, extremesAdjustedFor),
    options,
  );
  const verdict = worstVerdict([
    ...comparisons.map(comparison => comparison.verdict),
    extremes.verdict,
  ]);
  return {
    metric,
    convention: FAIRNESS_CONVENTIONS[metric],
    threshold,
    allowed,
    comparisons,
    adjustedFor,
    extremes,
    extremesAdjustedFor,
    verdict,
    reason:
      verdict === 'insufficient-data'
        ? firstReason(comparisons, extremes)
        : null,
  };
}

/** Why a metric has no verdict. */
export function firstReason(
  comparisons: GroupComparison[],
  extremes: GroupExtremes,
): string | null {
  const undefinedOne = comparisons.find(({ reason }) => reason !== null);
  return extremes.reason ?? undefinedOne?.reason ?? null;
}

/** Groups whose figures were found furthest apart when there are fewer than two. */
export function tooFewGroups(count: number, minGroupSize: number): string {
  return `${
    count === 0 ? 'no group has' : 'only one group has'
  } at least ${minGroupSize} decisions; two are needed`;
}

function compareGroups(
  metric: RateMetric,
  group: ShownCell,
  reference: ShownCell,
  z: number,
  minGroupSize: number,
): FairnessEstimate {
  const kind = metric === 'disparate-impact' ? 'ratio' : 'difference';
  const names: [string, string] = [
    group.cell.group.join(', '),
    reference.cell.group.join(', '),
  ];
  const estimates = RATES[metric].map(rate =>
    compareRates(
      kind,
      proportionOf(group, rate, minGroupSize),
      proportionOf(reference, rate, minGroupSize),
      z,
      names,
    ),
  );
  return estimates.length === 1 ? estimates[0] : worseOf(estimates);
}

/** Decisions that a group's rates are shares of. */
function sizeOf(
  metric: RateMetric,
  group: ShownCell,
  { minGroupSize }: FilledOptions,
): number | null {
  const counts = RATES[metric].map(rate => {
    const proportion = proportionOf(group, rate, minGroupSize);
    return proportion.reason === null ? proportion.count : 0;
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

function extremesOf(
  metric: RateMetric,
  groups: ShownCell[],
  z: number,
  { minGroupSize, rules }: FilledOptions,
): GroupExtremes {
  const nobody = (reason: string): GroupExtremes => ({
    ...undefinedEstimate(reason),
    verdict: 'insufficient-data',
    lowest: null,
    highest: null,
  });
  if (groups.length < 2)
    return nobody(tooFewGroups(groups.length, minGroupSize));
  const widest = RATES[metric].map(rate =>
    widestPair(groups, rate, minGroupSize),
  );
  const missing = widest.find(pair => 'reason' in pair);
  if (missing && 'reason' in missing) return nobody(missing.reason);
  const estimates = widest.map(pair => {
    const { low, high } = pair as WidestPair;
    const [lowName, highName] = [low, high].map(side =>
      side.group.cell.group.join(', '),
    );
    return metric === 'disparate-impact'
      ? compareRates('ratio', low.proportion, high.proportion, z, [
          lowName,
          highName,
        ])
      : compareRates('difference', high.proportion, low.proportion, z, [
          highName,
          lowName,
        ]);
  });
  const estimate = estimates.length === 1 ? estimates[0] : worseOf(estimates);
  if (estimate.reason !== null) return nobody(estimate.reason);
  const at = estimates.findIndex(({ value }) => value === estimate.value);
  const { low, high } = widest[Math.max(0, at)] as WidestPair;
  return {
    ...estimate,
    verdict: judgeEstimate(
      estimate,
      allowedRange(metric, rules[metric].threshold),
    ),
    lowest: low.group.cell.group,
    highest: high.group.cell.group,
  };
}

interface Side {
  group: ShownCell;
  proportion: Extract<Proportion, { reason: null }>;
}

interface WidestPair {
  low: Side;
  high: Side;
}

/** Groups with the lowest and the highest rate among those where it is defined, if there are two. */
function widestPair(
  groups: ShownCell[],
  rate: RateName,
  minGroupSize: number,
): WidestPair | { reason: string } {
  const sides: Side[] = [];
  let reason = '';
  for (const group of groups) {
    const proportion = proportionOf(group, rate, minGroupSize);
    if (proportion.reason === null) sides.push({ group, proportion });
    else reason ||= `${group.cell.group.join(', ')}: ${proportion.reason}`;
  }
  if (sides.length < 2) return { reason };
  const furthest = (direction: 1 | -1) =>
    sides.reduce((best, side) => {
      const order =
        direction * (rateOf(side) - rateOf(best)) ||
        // Of equal rates that of most decisions, which is known best.
        best.proportion.count - side.proportion.count ||
        compareCells(side.group, best.group);
      return order < 0 ? side : best;
    });
  return { low: furthest(1), high: furthest(-1) };
}

function rateOf({ proportion }: Side): number {
  return proportion.successes / proportion.count;
}
