import { normalDeviate } from '../distributions/quantiles';
import { katzLimits } from '../intervals/katz';
import { newcombeLimits } from '../intervals/newcombe';
import { zOf } from '../intervals/wilson';
import type { Proportion } from './rates';
import type { FairnessEstimate, FairnessVerdict } from './types';

/** What rounding may make of a figure that is exactly at its limit. */
const ROUNDING = 1e-12;

/**
 * Standard deviations of an interval that is to hold together with others (Bonferroni).
 *
 * @param confidence - of all of them together
 * @param count - how many there are
 */
export function simultaneousZ(confidence: number, count: number): number {
  return count <= 1 ? zOf(confidence) : normalDeviate((1 - confidence) / count);
}

/** An undefined figure. */
export function undefinedEstimate(reason: string): FairnessEstimate {
  return { value: null, lower: null, upper: null, reason };
}

/**
 * Difference group − reference with Newcombe's interval, or their ratio with Katz's.
 *
 * @param names - of both sides, for the reason when one of them is undefined
 */
export function compareRates(
  kind: 'difference' | 'ratio',
  group: Proportion,
  reference: Proportion,
  z: number,
  names: [string, string],
): FairnessEstimate {
  if (group.reason !== null) {
    return undefinedEstimate(`${names[0]}: ${group.reason}`);
  }
  if (reference.reason !== null) {
    return undefinedEstimate(`${names[1]}: ${reference.reason}`);
  }
  const own = [group.successes, group.count] as const;
  const other = [reference.successes, reference.count] as const;
  if (kind === 'difference') {
    const limits = newcombeLimits(...own, ...other, z);
    const value = own[0] / own[1] - other[0] / other[1];
    return { value, ...limits, reason: null };
  }
  if (other[0] === 0) {
    return undefinedEstimate(
      `${names[1]}: no decision is favourable, so there is no ratio`,
    );
  }
  const { lower, upper } = katzLimits(...own, ...other, z);
  return {
    value: own[0] / own[1] / (other[0] / other[1]),
    lower,
    upper,
    reason: null,
  };
}

/**
 * The greater of two differences, by amount, with the interval of that amount.
 *
 * @param estimates - with intervals that hold together
 */
export function worseOf(estimates: FairnessEstimate[]): FairnessEstimate {
  const unknown = estimates.find(({ reason }) => reason !== null);
  if (unknown) return unknown;
  const amounts = estimates.map(({ value, lower, upper }) => ({
    value: Math.abs(value!),
    lower:
      lower! <= 0 && upper! >= 0
        ? 0
        : Math.min(Math.abs(lower!), Math.abs(upper!)),
    upper: Math.max(Math.abs(lower!), Math.abs(upper!)),
  }));
  return {
    value: Math.max(...amounts.map(({ value }) => value)),
    lower: Math.max(...amounts.map(({ lower }) => lower)),
    upper: Math.max(...amounts.map(({ upper }) => upper)),
    reason: null,
  };
}

/**
 * Fails only where the whole interval is outside of what is allowed, warns where the figure alone is.
 *
 * @param allowed - null is open
 * @public
 */
export function judgeEstimate(
  { value, lower, upper }: Omit<FairnessEstimate, 'reason'>,
  allowed: { min: number | null; max: number | null },
): FairnessVerdict {
  if (value === null || lower === null || upper === null) {
    return 'insufficient-data';
  }
  const min = (allowed.min ?? -Infinity) - ROUNDING;
  const max = (allowed.max ?? Infinity) + ROUNDING;
  if (upper < min || lower > max) return 'fail';
  return value < min || value > max ? 'warn' : 'pass';
}

/** The worst of several verdicts: fail, warn, insufficient-data, pass; insufficient-data when there is none. @public */
export function worstVerdict(
  verdicts: readonly FairnessVerdict[],
): FairnessVerdict {
  const order: FairnessVerdict[] = [
    'fail',
    'warn',
    'insufficient-data',
    'pass',
  ];
  return (
    order.find(verdict => verdicts.includes(verdict)) ?? 'insufficient-data'
  );
}
