import type {
  ColumnDistribution,
  DistributionBin,
} from '@ai-governance/plugin-ai-governance-common';
import { formatNumber } from '../format';

/** One bar of the chart, for both sides. */
export interface DistributionBar {
  /** Short text beside the bar: a range, or a category of whatever length. */
  label: string;
  /** What the bar stands for, in full. */
  description: string;
  /** Rows, and their share of all rows of that side (0 to 1). */
  baseline: number;
  current: number;
  baselineShare: number;
  currentShare: number;
}

/** Categories shown one by one; the others share a bar. */
const TOP_CATEGORIES = 12;

interface Totals {
  baseline: number;
  current: number;
}

/**
 * The bars of a column's distribution. Shares are of all rows, so that a missing value is a bar like any other.
 * @param maxBars - about how many bars a numeric column may have
 */
export function distributionBars(
  distribution: ColumnDistribution,
  maxBars = 30,
): DistributionBar[] {
  const totals = {
    baseline: distribution.baseline.n + distribution.baseline.missing,
    current: distribution.current.n + distribution.current.missing,
  };
  const bars =
    distribution.type === 'numeric'
      ? mergeNumeric(distribution.bins, totals, maxBars).map(numericBar)
      : mergeCategories(distribution.bins, totals);
  const { baseline, current } = distribution;
  if (baseline.missing + current.missing > 0) {
    bars.push({
      label: 'missing',
      description: 'missing',
      baseline: baseline.missing,
      current: current.missing,
    });
  }
  return bars.map(bar => ({
    ...bar,
    baselineShare: share(bar.baseline, totals.baseline),
    currentShare: share(bar.current, totals.current),
  }));
}

type Bar = Omit<DistributionBar, 'baselineShare' | 'currentShare'>;

function share(count: number, total: number): number {
  return total > 0 ? count / total : 0;
}

/** Mean of a bin's shares on both sides: what is rare on both is of little interest. */
function pooledShare(bin: DistributionBin, totals: Totals): number {
  return (
    (share(bin.baseline, totals.baseline) +
      share(bin.current, totals.current)) /
    2
  );
}

/**
 * Joins neighbouring bins until each holds about the same share of both sides together. Heavy tails thus get few
 * wide bars and crowded stretches many narrow ones. A bin that is heavy enough by itself is never joined, so that a
 * value which comes up very often keeps its own bar.
 */
function mergeNumeric(
  bins: DistributionBin[],
  totals: Totals,
  maxBars: number,
): DistributionBin[] {
  if (bins.length <= maxBars) {
    return bins;
  }
  const total = bins.reduce((sum, bin) => sum + pooledShare(bin, totals), 0);
  const target = total / maxBars;
  const merged: DistributionBin[] = [];
  let open: DistributionBin | undefined;
  for (const bin of bins) {
    if (open && pooledShare(bin, totals) >= target) {
      merged.push(open);
      open = undefined;
    }
    open = open
      ? {
          label: '',
          lower: open.lower,
          upper: bin.upper,
          baseline: open.baseline + bin.baseline,
          current: open.current + bin.current,
        }
      : bin;
    if (pooledShare(open, totals) >= target) {
      merged.push(open);
      open = undefined;
    }
  }
  if (open) {
    merged.push(open);
  }
  return merged;
}

/** Whether a bin `(lower, upper]` holds one value alone: its ends are neighbouring doubles. */
function isSingleValue(lower: number, upper: number): boolean {
  const smallestStep = Math.max(
    Math.abs(upper) * Number.EPSILON,
    Number.MIN_VALUE,
  );
  return upper - lower <= smallestStep;
}

/** Both ends of a range with as many digits as it takes to tell them apart. */
function rangeEnds(lower: number, upper: number): [string, string] {
  for (let digits = 3; digits < 12; digits++) {
    const ends = [formatNumber(lower, digits), formatNumber(upper, digits)];
    if (ends[0] !== ends[1]) {
      return [ends[0], ends[1]];
    }
  }
  return [String(lower), String(upper)];
}

function numericBar(bin: DistributionBin): Bar {
  const { lower, upper, baseline, current } = bin;
  const counts = { baseline, current };
  if (lower === null && upper === null) {
    return { label: 'all', description: 'all values', ...counts };
  }
  if (lower === null) {
    const end = formatNumber(upper);
    return { label: `≤ ${end}`, description: `${end} or less`, ...counts };
  }
  if (upper === null) {
    const end = formatNumber(lower);
    return { label: `> ${end}`, description: `more than ${end}`, ...counts };
  }
  if (isSingleValue(lower, upper)) {
    const value = formatNumber(upper, 6);
    return { label: value, description: `exactly ${value}`, ...counts };
  }
  const [from, to] = rangeEnds(lower, upper);
  return {
    label: `${from} – ${to}`,
    description: `more than ${from}, up to ${to}`,
    ...counts,
  };
}

function mergeCategories(bins: DistributionBin[], totals: Totals): Bar[] {
  const sorted = [...bins].sort(
    (a, b) => pooledShare(b, totals) - pooledShare(a, totals),
  );
  // One category more is shown rather than a group of one.
  const shown =
    sorted.length <= TOP_CATEGORIES + 1 ? sorted.length : TOP_CATEGORIES;
  const bars = sorted.slice(0, shown).map(({ label, baseline, current }) => ({
    label,
    description: label,
    baseline,
    current,
  }));
  const rest = sorted.slice(shown);
  if (rest.length > 0) {
    bars.push({
      label: `${rest.length} others`,
      description: `${rest.length} other categories`,
      baseline: rest.reduce((sum, bin) => sum + bin.baseline, 0),
      current: rest.reduce((sum, bin) => sum + bin.current, 0),
    });
  }
  return bars;
}

/** The bar whose share changed most; undefined when no share changed. */
export function largestChange(
  bars: DistributionBar[],
): DistributionBar | undefined {
  const change = (bar: DistributionBar) =>
    Math.abs(bar.currentShare - bar.baselineShare);
  const [largest] = [...bars].sort((a, b) => change(b) - change(a));
  return largest && change(largest) > 0 ? largest : undefined;
}
