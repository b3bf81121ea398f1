import {
  describeComparison,
  describeExtremes,
} from '@ai-governance/plugin-ai-governance-statistics';
import type {
  FairnessVerdict,
  FairnessWords,
  GroupOutcome,
  MetricResult,
} from '@ai-governance/plugin-ai-governance-statistics';
import type { FairnessAssessment } from '@ai-governance/plugin-ai-governance-common';
import { formatCount } from '../../format';
import {
  FAIRNESS_WORDS,
  comparisonOf,
  formatFairness,
  groupTitle,
  sameGroup,
} from '../../outcomes';

/** What a cell of a table about groups says. */
export type CellFigure =
  | {
      kind: 'figure';
      verdict: FairnessVerdict;
      value: string;
      note: string;
      sentence: string;
    }
  /** Nothing to choose: a word, and why. */
  | { kind: 'word'; word: string; why: string };

/** The range that a metric allows: `allowed is 0.80 to 1.25`. */
export function describeAllowed({ metric, allowed }: MetricResult): string {
  return `allowed is ${formatFairness(metric, allowed.min)} to ${formatFairness(
    metric,
    allowed.max,
  )}`;
}

/** How many comparisons an interval was widened for. */
function describeAdjustment(count: number): string {
  return count > 1
    ? ` The interval is widened to hold for ${count} comparisons together.`
    : '';
}

/** What one metric says of one group. */
export function figureOf(
  assessment: FairnessAssessment,
  result: MetricResult,
  outcome: GroupOutcome | undefined,
  words: FairnessWords,
): CellFigure {
  const { minGroupSize } = assessment.parameters;
  if (outcome?.state === 'suppressed') {
    return {
      kind: 'word',
      word: 'suppressed',
      why: `Fewer than ${minGroupSize} decisions: nothing else is shown, so that nobody can be told apart.`,
    };
  }
  if (!outcome || outcome.state === 'empty') {
    return { kind: 'word', word: 'empty', why: 'No decisions.' };
  }
  if (sameGroup(outcome.group, assessment.reference)) {
    return {
      kind: 'word',
      word: 'reference',
      why: 'The other groups are compared with this one.',
    };
  }
  const comparison = comparisonOf(result, outcome.group);
  if (!comparison) {
    return {
      kind: 'word',
      word: 'not judged',
      why:
        outcome.kind === 'group'
          ? assessment.referenceReason ?? 'There is no group to compare with.'
          : 'Values of no group, and missing ones, are shown and not judged.',
    };
  }
  return {
    kind: 'figure',
    verdict: comparison.verdict,
    value: formatFairness(result.metric, comparison.value),
    note:
      comparison.n === null
        ? FAIRNESS_WORDS[comparison.verdict].toLocaleLowerCase('en')
        : `n = ${formatCount(comparison.n)}`,
    sentence: `${FAIRNESS_WORDS[comparison.verdict]}: ${describeComparison(
      assessment,
      result,
      comparison,
      words,
    )}; ${describeAllowed(result)}.${describeAdjustment(result.adjustedFor)}`,
  };
}

/** What one metric says of the groups that are furthest apart. */
export function extremesOf(
  assessment: FairnessAssessment,
  result: MetricResult,
  words: FairnessWords,
): Extract<CellFigure, { kind: 'figure' }> {
  const { extremes } = result;
  const { lowest, highest } = extremes;
  return {
    kind: 'figure',
    verdict: extremes.verdict,
    value: formatFairness(result.metric, extremes.value),
    note:
      lowest && highest
        ? `${groupTitle(lowest)} – ${groupTitle(highest)}`
        : FAIRNESS_WORDS[extremes.verdict].toLocaleLowerCase('en'),
    sentence: `${FAIRNESS_WORDS[extremes.verdict]}: ${describeExtremes(
      assessment,
      result,
      words,
    )}; ${describeAllowed(result)}.${describeAdjustment(
      result.extremesAdjustedFor,
    )}`,
  };
}
