import { PERFORMANCE_METRICS } from '@ai-governance/plugin-ai-governance-statistics';
import type {
  FairnessMetric,
  LabelCoverage,
  PerformanceMetric,
} from '@ai-governance/plugin-ai-governance-common';
import { NO_VALUE, formatCounted, formatNumber, formatShare } from '../format';
import { PERFORMANCE_METRIC_WORDS, isRatio } from './words';

const THIN_SPACE = '\u202f';
const MINUS = '\u2212';

/** A figure with the ends of its interval; all null where it is undefined. */
export interface Figure {
  value: number | null;
  lower: number | null;
  upper: number | null;
}

/** A difference of rates in percentage points with its sign: `−6.2 pp`. */
function formatPoints(difference: number): string {
  const text = Math.abs(100 * difference).toFixed(1);
  const sign = difference < 0 ? MINUS : '+';
  return `${Number(text) === 0 ? '' : sign}${text}${THIN_SPACE}pp`;
}

/**
 * A fairness metric's figure: a ratio with two decimals, a difference in percentage points.
 * @param value - null gives a dash
 */
export function formatFairness(
  metric: FairnessMetric,
  value: number | null,
): string {
  if (value === null) {
    return NO_VALUE;
  }
  return isRatio(metric) ? value.toFixed(2) : formatPoints(value);
}

/** A share of 1 as a percentage with one decimal: `63.4 %`; null gives a dash. */
export function formatRate(value: number | null): string {
  return value === null
    ? NO_VALUE
    : `${(100 * value).toFixed(1)}${THIN_SPACE}%`;
}

/** A figure of realised performance in the metric's unit; null gives a dash. */
export function formatPerformance(
  metric: PerformanceMetric,
  value: number | null,
): string {
  if (value === null) {
    return NO_VALUE;
  }
  switch (PERFORMANCE_METRIC_WORDS[metric].unit) {
    case 'share':
      return formatRate(value);
    case 'label':
      return formatNumber(value, 4);
    default:
      return value.toFixed(3).replace('-', MINUS);
  }
}

/**
 * An interval in words: `95 % interval 0.66 to 0.77`.
 * @param format - writes one end
 * @returns empty where there is none
 */
export function formatInterval(
  { lower, upper }: Omit<Figure, 'value'>,
  confidence: number,
  format: (end: number) => string,
): string {
  return lower === null || upper === null
    ? ''
    : `${formatConfidence(confidence)} interval ${format(lower)} to ${format(
        upper,
      )}`;
}

/** A confidence as percent: `95 %`. */
export function formatConfidence(confidence: number): string {
  return `${Number((100 * confidence).toFixed(1))}${THIN_SPACE}%`;
}

/** Hours as text: `6 hours`, `7 days`. */
function formatHours(hours: number): string {
  return hours >= 48 && hours % 24 === 0
    ? formatCounted(hours / 24, 'day')
    : formatCounted(hours, 'hour');
}

/** The bin of a delay in words: `up to 6 hours`, `more than 90 days`. */
export function delayWords(
  delays: LabelCoverage['delays'],
  index: number,
): string {
  const { upToHours } = delays[index];
  if (upToHours !== null) {
    return `up to ${formatHours(upToHours)}`;
  }
  const before = index > 0 ? delays[index - 1].upToHours : null;
  return before === null ? 'any time' : `more than ${formatHours(before)}`;
}

/** A sentence that begins in the middle of one, as those of the statistics do, standing by itself. */
export function asSentence(text: string): string {
  const named = PERFORMANCE_METRICS.find(
    metric => text.startsWith(`${metric} `) || text.startsWith(`${metric}:`),
  );
  const capitalised = named
    ? PERFORMANCE_METRIC_WORDS[named].name + text.slice(named.length)
    : text.charAt(0).toLocaleUpperCase('en') + text.slice(1);
  return /[.!?]$/.test(capitalised) ? capitalised : `${capitalised}.`;
}

/** How much of a window has labels, and when half of them had come. */
export function describeCoverage(labels: LabelCoverage): string {
  const { decided, labelled, delays } = labels;
  if (decided === 0) {
    return 'There are no decisions in the window.';
  }
  if (labelled === 0) {
    return `None of ${formatCounted(decided, 'decision')} has a label yet.`;
  }
  const share = `${formatCounted(
    labelled,
    'labelled decision',
  )} of ${formatCounted(decided, 'decision')} (${formatShare(
    labelled,
    decided,
  )})`;
  const timed = delays.reduce((sum, { rows }) => sum + rows, 0);
  if (timed === 0) {
    return `${share}.`;
  }
  let sum = 0;
  const middle = delays.findIndex(({ rows }) => {
    sum += rows;
    return sum >= timed / 2;
  });
  const { upToHours } = delays[middle];
  return upToHours === null
    ? `${share}; half of the labels took ${delayWords(delays, middle)}.`
    : `${share}; half of the labels came within ${formatHours(
        upToHours,
      )} of the decision.`;
}
