import type {
  FairnessSettings,
  Severity,
} from '@ai-governance/plugin-ai-governance-common';
import {
  type MetricResult,
  verdictSentence,
} from '@ai-governance/plugin-ai-governance-statistics';
import type { Judgement } from '../findings/FindingService';
import type { NewFairnessRun } from './FairnessStore';

const METRIC_WORDS: Record<MetricResult['metric'], string> = {
  'disparate-impact': 'disparate impact',
  'demographic-parity': 'demographic parity',
  'equal-opportunity': 'equal opportunity',
  'equalized-odds': 'equalized odds',
  'predictive-parity': 'predictive parity',
  'fpr-parity': 'false positive rates',
  'accuracy-difference': 'accuracy',
  'conditional-demographic-disparity': 'conditional disparity',
};

/** From how many times what is allowed a difference is high, and critical. */
const HIGH = 1.5;
const CRITICAL = 2.5;

/** What a run says of each metric, for findings: one for each attribute or combination and metric. */
export function biasJudgements(
  run: NewFairnessRun,
  fairness: FairnessSettings,
): Judgement[] {
  return run.results.flatMap(({ assessment }) => {
    const { attributes } = assessment;
    const words = {
      attributes: attributes.map(
        name =>
          fairness.protectedAttributes.find(known => known.name === name)!,
      ),
      verb: fairness.verb,
    };
    return assessment.metrics.map((result): Judgement => {
      const value = worstValue(result);
      return {
        rule: 'fairness',
        variant: run.variant,
        column: attributes.join(' × '),
        metric: result.metric,
        title: `${attributes.join(' × ')}: ${METRIC_WORDS[result.metric]}`,
        severity: severityOf(result, value),
        detail: verdictSentence(
          {
            ...assessment,
            metrics: [result],
            verdict: result.verdict,
            reason: result.reason,
          },
          words,
        ),
        measures:
          value === null ? {} : { [result.metric.replaceAll('-', '_')]: value },
        verdict: result.verdict,
      };
    });
  });
}

/** The figure that is furthest from equal treatment; null when all are undefined. */
function worstValue(result: MetricResult): number | null {
  const values = [result.extremes, ...result.comparisons].flatMap(
    ({ value }) => value ?? [],
  );
  return values.length === 0
    ? null
    : values.reduce((a, b) =>
        farness(result, b) > farness(result, a) ? b : a,
      );
}

/** How far a figure is from equal treatment, in what is allowed; 1 is the limit. */
function farness({ metric, threshold }: MetricResult, value: number): number {
  if (metric !== 'disparate-impact') {
    return threshold === 0 ? Infinity : Math.abs(value) / threshold;
  }
  const ratio = Math.min(value, value === 0 ? 0 : 1 / value);
  return (1 - ratio) / Math.max(1 - threshold, Number.EPSILON);
}

function severityOf(result: MetricResult, value: number | null): Severity {
  if (result.verdict !== 'fail' || value === null) {
    return 'low';
  }
  const far = farness(result, value);
  if (far >= CRITICAL) return 'critical';
  return far >= HIGH ? 'high' : 'medium';
}
