import { checkNumber, InvalidInputError } from '../errors';
import { judgeEstimate, worstVerdict } from '../fairness/estimates';
import type {
  PerformanceEstimate,
  PerformanceJudgement,
  PerformanceLimit,
  PerformanceMeasurement,
  PerformanceMetric,
  PerformanceVerdict,
} from './types';

/** Fewest labelled rows for a verdict when nothing else is configured. @public */
export const DEFAULT_MIN_LABELLED = 100;

/** Metrics of which less is better. */
const LESS_IS_BETTER: ReadonlySet<PerformanceMetric> = new Set([
  'log-loss',
  'brier',
  'calibration-error',
  'mae',
  'rmse',
]);

/** Settings of {@link judgePerformance}. @public */
export interface JudgementOptions {
  /** Performance of the baseline, for limits of worsening. */
  baseline?: PerformanceMeasurement;
  /** Fewest labelled rows, on each side, for a verdict; 100 when absent. */
  minLabelled?: number;
}

/**
 * Holds performance against limits that were set before.
 *
 * A limit fails only where the whole interval is outside of what is allowed and warns where the value alone is. The
 * interval of a difference is made of those of both sides, which are independent (the recovery of variance estimates of
 * G. Y. Zou and A. Donner, of which Newcombe's interval is a case).
 *
 * @param current - the window
 * @param limits - what is required; one with absolute ends and a worsening is judged twice
 * @returns a judgement for each, and the worst verdict; `insufficient-data` without limits
 * @throws InvalidInputError when a limit says nothing, contradicts itself, or is of a metric that is not measured
 * @public
 */
export function judgePerformance(
  current: PerformanceMeasurement,
  limits: readonly PerformanceLimit[],
  { baseline, minLabelled = DEFAULT_MIN_LABELLED }: JudgementOptions = {},
): { verdict: PerformanceVerdict; judgements: PerformanceJudgement[] } {
  checkNumber(minLabelled, 'minLabelled', { min: 1, integer: true });
  const judgements = limits.flatMap(limit => {
    checkLimit(limit);
    const { metric, min, max } = limit;
    const estimate = current.estimates.find(one => one.metric === metric);
    if (!estimate) {
      throw new InvalidInputError(
        `${metric} is not measured; measured are ${current.estimates
          .map(one => one.metric)
          .join(', ')}`,
      );
    }
    const made: PerformanceJudgement[] = [];
    if (min !== undefined || max !== undefined) {
      made.push(againstLimits(estimate, limit, minLabelled));
    }
    if (limit.worsening) {
      const before = baseline?.estimates.find(one => one.metric === metric);
      made.push(
        againstBaseline(estimate, before, limit.worsening, minLabelled),
      );
    }
    return made;
  });
  const verdict = worstVerdict(judgements.map(one => one.verdict));
  return { verdict, judgements };
}

function againstLimits(
  estimate: PerformanceEstimate,
  { min = null, max = null }: { min?: number | null; max?: number | null },
  minLabelled: number,
): PerformanceJudgement {
  const { metric, value, lower, upper, n } = estimate;
  const common = { metric, against: 'absolute' as const, n };
  const allowed = { min, max };
  const lacking = tooLittle('the window', estimate, minLabelled);
  if (lacking) {
    return { ...common, ...unknown(allowed), reason: lacking };
  }
  const verdict = judgeEstimate({ value, lower, upper }, allowed);
  return {
    ...common,
    value,
    lower,
    upper,
    allowed,
    baselineN: null,
    baselineValue: null,
    verdict,
    reason: `${metric} is ${figures(value!, lower!, upper!)}, ${conclusion(
      verdict,
      allowed,
    )}`,
  };
}

function againstBaseline(
  estimate: PerformanceEstimate,
  before: PerformanceEstimate | undefined,
  { by, relative }: NonNullable<PerformanceLimit['worsening']>,
  minLabelled: number,
): PerformanceJudgement {
  const { metric, n } = estimate;
  const common = { metric, against: 'baseline' as const, n };
  const lacking =
    tooLittle('the window', estimate, minLabelled) ??
    (before
      ? tooLittle('the baseline', before, minLabelled)
      : 'there is no baseline');
  if (lacking || !before) {
    return {
      ...common,
      ...unknown({ min: null, max: null }),
      baselineN: before?.n ?? null,
      reason: lacking!,
    };
  }
  const value = estimate.value! - before.value!;
  const lower =
    value -
    Math.hypot(
      estimate.value! - estimate.lower!,
      before.upper! - before.value!,
    );
  const upper =
    value +
    Math.hypot(
      estimate.upper! - estimate.value!,
      before.value! - before.lower!,
    );
  const room = relative ? by * Math.abs(before.value!) : by;
  const allowed = {
    min: LESS_IS_BETTER.has(metric) ? null : -room,
    max: LESS_IS_BETTER.has(metric) || metric === 'bias' ? room : null,
  };
  const verdict = judgeEstimate({ value, lower, upper }, allowed);
  return {
    ...common,
    value,
    lower,
    upper,
    allowed,
    baselineN: before.n,
    baselineValue: before.value,
    verdict,
    reason: `${metric} went from ${short(before.value!)} to ${short(
      estimate.value!,
    )}, by ${figures(value, lower, upper)}, ${conclusion(verdict, allowed)}`,
  };
}

function unknown(allowed: PerformanceJudgement['allowed']) {
  return {
    value: null,
    lower: null,
    upper: null,
    allowed,
    baselineN: null,
    baselineValue: null,
    verdict: 'insufficient-data' as const,
  };
}

function tooLittle(
  side: string,
  { metric, n, value, lower, upper, reason }: PerformanceEstimate,
  minLabelled: number,
): string | undefined {
  if (n < minLabelled) {
    return `${side} has ${n} labelled rows for ${metric}, at least ${minLabelled} are needed`;
  }
  return value === null || lower === null || upper === null
    ? `${metric} of ${side} is undefined: ${reason}`
    : undefined;
}

function checkLimit({ metric, min, max, worsening }: PerformanceLimit): void {
  if (min === undefined && max === undefined && !worsening) {
    throw new InvalidInputError(
      `the limit of ${metric} says nothing; allowed are min, max and worsening`,
    );
  }
  if (min !== undefined) checkNumber(min, `min of ${metric}`, { max });
  if (max !== undefined) checkNumber(max, `max of ${metric}`, {});
  if (worsening) {
    checkNumber(worsening.by, `worsening of ${metric}`, { min: 0 });
  }
}

function conclusion(
  verdict: PerformanceVerdict,
  { min, max }: PerformanceJudgement['allowed'],
): string {
  const ends = [
    min !== null && `at least ${short(min)}`,
    max !== null && `at most ${short(max)}`,
  ].filter(Boolean);
  const words = `allowed is ${ends.join(' and ')}`;
  return verdict === 'warn' ? `${words}, which the interval reaches` : words;
}

function figures(value: number, lower: number, upper: number): string {
  return `${short(value)} (interval ${short(lower)} to ${short(upper)})`;
}

/** A number with three significant digits. */
function short(value: number): string {
  return Number(value.toPrecision(3)).toString();
}
