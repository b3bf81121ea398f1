import type { ColumnRules } from '@ai-governance/plugin-ai-governance-common';
import {
  type CategoricalGrid,
  type CategoricalProfile,
  type ColumnProfile,
  type InsufficientData,
  newcombeInterval,
  type NumericGrid,
  type NumericProfile,
  rateRiseTest,
  rowCount,
  wilsonInterval,
} from '@ai-governance/plugin-ai-governance-statistics';
import { beyondRange } from './beyondRange';
import { type Measured, notMeasured, tooFew } from './measured';
import type { ColumnPair } from './measureTests';
import { formatPercent, formatPoints } from './words';

/** Most new categories that a result names, and most characters of each: they come from payloads. */
const NAMED = 5;
const NAME_LENGTH = 100;

/** Makes the checks of a column's values that its rules ask for and its type allows. */
export function measureChecks(
  pair: ColumnPair,
  { checks, minSamples }: ColumnRules,
): Measured[] {
  return [
    checks.missingRate.enabled &&
      checkMissing(pair, checks.missingRate, minSamples),
    pair.type === 'categorical' &&
      checks.unseenRate.enabled &&
      checkUnseen(pair, checks.unseenRate.threshold, minSamples),
    pair.type === 'numeric' &&
      checks.outOfRangeRate.enabled &&
      checkRange(pair, checks.outOfRangeRate.threshold, minSamples),
  ].filter(check => check !== false);
}

/** Values that are there, whatever they are. */
function present(profile: ColumnProfile): number {
  return profile.kind === 'numeric'
    ? rowCount(profile) + profile.invalid + profile.outOfRange
    : rowCount(profile);
}

/** A proportion of two sides that are known to have values. */
function sufficient<T extends { insufficient: false }>(
  result: T | InsufficientData,
): T {
  if (result.insufficient) {
    throw new Error(`A rate was taken of nothing: ${result.reason}`);
  }
  return result;
}

/** Whether the share of missing values has risen: significantly, and by enough. */
function checkMissing(
  { baseline, current }: ColumnPair,
  { alpha, threshold }: ColumnRules['checks']['missingRate'],
  minSamples: number,
): Measured {
  const n = present(baseline) + baseline.missing;
  const m = present(current) + current.missing;
  const base = {
    method: 'missing-rate' as const,
    convention: 'missing-rate-rise@1',
    threshold,
  };
  const few = tooFew('rows', [n, m], minSamples);
  if (few) {
    return notMeasured({ ...base, parameters: { alpha } }, few);
  }
  const counts = [current.missing, m, baseline.missing, n] as const;
  const interval = sufficient(newcombeInterval(...counts));
  // Where nothing is missing there is no hypothesis to test, nor one to adjust the others for.
  const test =
    baseline.missing + current.missing > 0
      ? sufficient(rateRiseTest(...counts))
      : undefined;
  const rise = interval.estimate;
  return {
    ...base,
    parameters: {
      alpha,
      baselineRate: baseline.missing / n,
      interval: [interval.lower, interval.upper],
      ...(test && { distribution: test.method }),
    },
    statistic: current.missing / m,
    effectSize: Math.max(0, rise),
    pValue: test?.pValue ?? null,
    errorBound: null,
    alpha,
    certain: rise,
    possible: rise,
    subject: `Missing values: ${formatPercent(
      baseline.missing / n,
    )} in the baseline, ${formatPercent(current.missing / m)} now; the rise is`,
    limit: formatPoints(threshold),
  };
}

/**
 * Share of values in categories that the baseline does not have. Even without any change some values are new where
 * the baseline holds many rare ones: about as many as it has categories seen only once (I. J. Good, "The Population
 * Frequencies of Species and the Estimation of Population Parameters", 1953). The limit is never below that.
 */
function checkUnseen(
  pair: ColumnPair,
  configured: number,
  minSamples: number,
): Measured {
  const baseline = pair.baseline as CategoricalProfile;
  const current = pair.current as CategoricalProfile;
  const { categories } = pair.grid as CategoricalGrid;
  const n = rowCount(baseline);
  const m = rowCount(current);
  const base = {
    method: 'unseen-rate' as const,
    convention: 'unseen-rate@1',
    threshold: configured,
  };
  const few = tooFew('values', [n, m], minSamples);
  if (few) {
    return notMeasured({ ...base, parameters: {} }, few);
  }
  const fresh = [
    ...categories
      .map((name, i) => [name, current.counts[i]] as const)
      .filter((_, i) => baseline.counts[i] === 0),
    ...Object.entries(current.unseen).filter(
      ([name]) => !Object.hasOwn(baseline.unseen, name),
    ),
  ].filter(([, count]) => count > 0);
  const unseen =
    fresh.reduce((sum, [, count]) => sum + count, 0) + current.other;
  const once = (counts: number[]) => counts.filter(c => c === 1).length;
  // Values of the baseline without a name may each be a category of its own.
  const single =
    once(baseline.counts) +
    once(Object.values(baseline.unseen)) +
    baseline.other;
  const expected = sufficient(wilsonInterval(single, n)).upper;
  const threshold = Math.max(configured, expected);
  const rate = sufficient(wilsonInterval(unseen, m));
  return {
    ...base,
    threshold,
    parameters: {
      interval: [rate.lower, rate.upper],
      unseen,
      categories: [...fresh]
        .sort((a, b) => b[1] - a[1])
        .slice(0, NAMED)
        .map(([name]) => name.slice(0, NAME_LENGTH)),
      expectedWithoutDrift: expected,
    },
    statistic: rate.estimate,
    effectSize: rate.estimate,
    pValue: null,
    errorBound: null,
    certain: rate.lower,
    possible: rate.estimate,
    subject: `The share of values in categories that the baseline does not have, ${formatPercent(
      rate.estimate,
    )}, is`,
    limit: formatPercent(threshold),
  };
}

/**
 * Rise of the share of values that are no number, infinite, or outside the baseline's range. Counts tell for certain
 * how many are invalid; of those outside the range they give a least number and what it may be short by.
 */
function checkRange(
  pair: ColumnPair,
  threshold: number,
  minSamples: number,
): Measured {
  const baseline = pair.baseline as NumericProfile;
  const current = pair.current as NumericProfile;
  const n = present(baseline);
  const m = present(current);
  const base = {
    method: 'out-of-range-rate' as const,
    convention: 'out-of-range-rate-rise@1',
    threshold,
  };
  const few = tooFew('values', [n, m], minSamples);
  if (few) {
    return notMeasured({ ...base, parameters: {} }, few);
  }
  const invalidBefore = baseline.invalid + baseline.outOfRange;
  const invalid = current.invalid + current.outOfRange;
  const beyond = beyondRange(baseline, current, pair.grid as NumericGrid);
  const outside = invalid + beyond.atLeast;
  const rise = sufficient(newcombeInterval(outside, m, invalidBefore, n));
  const hidden = (beyond.likely - beyond.atLeast) / m;
  return {
    ...base,
    parameters: {
      invalid: current.invalid,
      infinite: current.outOfRange,
      beyondRange: { ...beyond },
      baselineRange: [baseline.min, baseline.max],
      baselineRate: invalidBefore / n,
      interval: [rise.lower, rise.upper],
    },
    statistic: outside / m,
    effectSize: Math.max(0, rise.estimate),
    pValue: null,
    errorBound: (beyond.atMost - beyond.atLeast) / m,
    certain: rise.lower,
    possible: Math.max(
      rise.lower > 0 ? rise.estimate : 0,
      hidden > 0 ? rise.estimate + hidden : 0,
    ),
    subject: `Values that are invalid or outside the baseline's range: ${formatPercent(
      invalidBefore / n,
    )} in the baseline, ${
      beyond.atMost > beyond.atLeast ? 'at least ' : ''
    }${formatPercent(outside / m)} now; the rise is`,
    limit: formatPoints(threshold),
  };
}
