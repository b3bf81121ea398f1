import type {
  DriftMethod,
  DriftTestResult,
} from '@ai-governance/plugin-ai-governance-common';
import type { JsonObject } from '@backstage/types';
import { formatNumber } from './words';

/** What a test or a check has measured, before p-values are adjusted and a verdict is made. */
export interface Measured
  extends Pick<
    DriftTestResult,
    | 'method'
    | 'convention'
    | 'parameters'
    | 'statistic'
    | 'effectSize'
    | 'threshold'
    | 'pValue'
    | 'errorBound'
  > {
  /** Why it cannot be judged; then nothing below counts. */
  insufficient?: string;
  /** The least that the effect is for certain; it fails when this reaches the threshold. */
  certain: number;
  /** The most that the effect may be; it warns when this reaches `warn`. */
  possible: number;
  /** The threshold when absent. */
  warn?: number;
  /** Significance that the adjusted p-value must have, too; none is needed when absent. */
  alpha?: number;
  /** Beginning of the sentence on it, up to and with its verb. */
  subject: string;
  /** The threshold in words. */
  limit: string;
}

/** A measurement that could not be made, and why. */
export function notMeasured(
  base: {
    method: DriftMethod;
    convention: string;
    threshold: number;
    parameters: JsonObject;
  },
  reason: string,
): Measured {
  return {
    ...base,
    statistic: null,
    effectSize: null,
    pValue: null,
    errorBound: null,
    insufficient: asSentence(reason),
    certain: 0,
    possible: 0,
    subject: '',
    limit: '',
  };
}

/** Why two sides are too small to be compared; undefined when they are not. */
export function tooFew(
  what: 'values' | 'rows',
  [n, m]: [baseline: number, current: number],
  min: number,
): string | undefined {
  if (n >= min && m >= min) {
    return undefined;
  }
  const sides = [
    n < min && `the baseline has ${formatNumber(n)}`,
    m < min && `the current window has ${formatNumber(m)}`,
  ].filter(Boolean);
  return `Too few ${what} to judge: ${sides.join(' and ')}, ${formatNumber(
    min,
  )} are needed on each side.`;
}

function asSentence(text: string): string {
  const end = text.endsWith('.') ? '' : '.';
  return `${text[0].toLocaleUpperCase('en-US')}${text.slice(1)}${end}`;
}
