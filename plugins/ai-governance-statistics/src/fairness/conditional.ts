import { newcombeLimits } from '../intervals/newcombe';
import {
  judgeEstimate,
  simultaneousZ,
  undefinedEstimate,
  worstVerdict,
} from './estimates';
import { type Comparable, firstReason, tooFewGroups } from './metrics';
import type { ShownCell } from './rates';
import { allowedRange, FAIRNESS_CONVENTIONS } from './rules';
import type {
  FairnessEstimate,
  GroupComparison,
  GroupExtremes,
  MetricResult,
} from './types';

const METRIC = 'conditional-demographic-disparity';

/**
 * Conditional demographic disparity of each group over the strata.
 *
 * The disparity of a group is its share of the unfavourable decisions less its share of the favourable ones, from −1 to 1;
 * positive where the group is refused more often than others are. It is taken within each stratum and averaged over them,
 * weighted by their decisions (S. Wachter, B. Mittelstadt, C. Russell, "Why Fairness Cannot Be Automated", 2021; as in
 * Amazon SageMaker Clarify). Strata in which nobody or everybody is favoured say nothing and are left out, as are
 * decisions whose stratum is missing or none of those configured.
 *
 * Interval: within a stratum the two shares are independent proportions, so Newcombe's; the weighted sum's by the
 * recovery of variance estimates (G. Y. Zou, A. Donner, Stat. Med. 27, 2008). Only groups that are shown take part.
 */
export function assessConditional({
  groups,
  options,
}: Comparable): MetricResult {
  const { threshold } = options.rules[METRIC];
  const allowed = allowedRange(METRIC, threshold);
  const z = simultaneousZ(options.confidence, 1);
  const comparisons = groups.map((group): GroupComparison => {
    const estimate = disparityOf(group, groups, z, options.minGroupSize);
    return {
      group: group.cell.group,
      ...estimate,
      verdict: judgeEstimate(estimate, allowed),
      n: estimate.value === null ? null : group.counts.n,
      referenceN:
        estimate.value === null
          ? null
          : groups.reduce((n, { counts }) => n + counts.n, -group.counts.n),
    };
  });
  const extremesAdjustedFor = Math.max(1, groups.length);
  const extremes = extremesOf(
    groups,
    simultaneousZ(options.confidence, extremesAdjustedFor),
    options.minGroupSize,
    allowed,
  );
  const verdict = worstVerdict([
    ...comparisons.map(comparison => comparison.verdict),
    extremes.verdict,
  ]);
  return {
    metric: METRIC,
    convention: FAIRNESS_CONVENTIONS[METRIC],
    threshold,
    allowed,
    comparisons,
    adjustedFor: 1,
    extremes,
    extremesAdjustedFor,
    verdict,
    reason:
      verdict === 'insufficient-data'
        ? firstReason(comparisons, extremes)
        : null,
  };
}

type Disparity = FairnessEstimate &
  Required<Pick<GroupComparison, 'unconditional' | 'leftOut'>>;

function disparityOf(
  group: ShownCell,
  groups: ShownCell[],
  z: number,
  minGroupSize: number,
): Disparity {
  const all = groups.reduce((n, { counts }) => n + counts.n, 0);
  const whole = within(group, groups, side => side.counts);
  const unconditional = whole && whole.value;
  const nothing = (reason: string) => ({
    ...undefinedEstimate(reason),
    unconditional,
    leftOut: 1,
  });
  if (groups.length < 2)
    return nothing(tooFewGroups(groups.length, minGroupSize));
  const strata = [
    ...new Set(groups.flatMap(({ cell }) => [...cell.strata.keys()])),
  ]
    .sort((a, b) => a - b)
    .flatMap(
      key => within(group, groups, ({ cell }) => cell.strata.get(key)) ?? [],
    );
  const used = strata.reduce((n, stratum) => n + stratum.n, 0);
  if (used === 0) {
    return nothing('no stratum has both favourable and unfavourable decisions');
  }
  let value = 0;
  let below = 0;
  let above = 0;
  for (const { n, value: own, refused, favoured } of strata) {
    const weight = n / used;
    const limits = newcombeLimits(...refused, ...favoured, z);
    value += weight * own;
    below = Math.hypot(below, weight * (own - limits.lower));
    above = Math.hypot(above, weight * (limits.upper - own));
  }
  return {
    value,
    lower: Math.max(-1, value - below),
    upper: Math.min(1, value + above),
    reason: null,
    unconditional,
    // Rounded strata may add up to a little more than the rounded whole.
    leftOut: Math.max(0, 1 - used / all),
  };
}

/** Disparity of a group among some decisions; undefined when all or none of them are favourable. */
function within(
  group: ShownCell,
  groups: ShownCell[],
  pick: (side: ShownCell) => { n: number; selected: number } | undefined,
) {
  const none = { n: 0, selected: 0 };
  const own = pick(group) ?? none;
  let n = 0;
  let selected = 0;
  for (const side of groups) {
    const counts = pick(side) ?? none;
    n += counts.n;
    selected += counts.selected;
  }
  if (selected === 0 || selected === n) return null;
  const refused = [own.n - own.selected, n - selected] as const;
  const favoured = [own.selected, selected] as const;
  return {
    n,
    value: refused[0] / refused[1] - favoured[0] / favoured[1],
    refused,
    favoured,
  };
}

/** The group that is furthest from parity, by amount, with an interval that holds for all groups together. */
function extremesOf(
  groups: ShownCell[],
  z: number,
  minGroupSize: number,
  allowed: { min: number; max: number },
): GroupExtremes {
  const found = groups.map(group => ({
    group: group.cell.group,
    estimate: disparityOf(group, groups, z, minGroupSize),
  }));
  const defined = found.filter(({ estimate }) => estimate.value !== null);
  if (defined.length < 2) {
    const reason =
      found[0]?.estimate.reason ?? tooFewGroups(groups.length, minGroupSize);
    return {
      ...undefinedEstimate(reason),
      verdict: 'insufficient-data',
      lowest: null,
      highest: null,
    };
  }
  const sorted = defined.sort((a, b) => a.estimate.value! - b.estimate.value!);
  const first = sorted[0];
  const last = sorted[sorted.length - 1];
  const { value, lower, upper } = (
    Math.abs(last.estimate.value!) >= Math.abs(first.estimate.value!)
      ? last
      : first
  ).estimate;
  return {
    value,
    lower,
    upper,
    reason: null,
    verdict: judgeEstimate({ value, lower, upper }, allowed),
    lowest: first.group,
    highest: last.group,
  };
}
