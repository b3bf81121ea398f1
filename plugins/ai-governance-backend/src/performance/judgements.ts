import type {
  PerformanceJudgement,
  PerformanceLimit,
  PerformanceMeasurement,
  Verdict,
} from '@ai-governance/plugin-ai-governance-common';
import { worstVerdict } from '@ai-governance/plugin-ai-governance-statistics';
import type { Judgement } from '../findings/FindingService';
import type { NewPerformanceRun } from './PerformanceStore';

/** The verdict of a window, and one sentence that explains it. */
export function summariseLimits(
  limits: PerformanceLimit[],
  measurement: PerformanceMeasurement | null,
  judgements: PerformanceJudgement[],
): { verdict: Verdict; summary: string } {
  const unknown = (summary: string) => ({
    verdict: 'insufficient-data' as const,
    summary,
  });
  if (measurement === null) {
    return unknown('No decision was logged in this window.');
  }
  if (measurement.labelled === 0) {
    return unknown('No decision of this window has a label yet.');
  }
  const strange = limits.find(
    ({ metric }) =>
      !measurement.estimates.some(estimate => estimate.metric === metric),
  );
  if (strange) {
    return {
      verdict: 'error',
      summary: `The limit of ${
        strange.metric
      } cannot be judged: it is not measured; measured are ${measurement.estimates
        .map(({ metric }) => metric)
        .join(', ')}.`,
    };
  }
  if (limits.length === 0) {
    return unknown(
      'No limit is set that the performance could be held against.',
    );
  }
  const verdict = worstVerdict(judgements.map(one => one.verdict));
  const worst = judgements.find(one => one.verdict === verdict)!;
  return {
    verdict,
    summary:
      verdict === 'pass'
        ? `All ${judgements.length} limits hold.`
        : `${worst.reason
            .charAt(0)
            .toLocaleUpperCase('en-US')}${worst.reason.slice(1)}.`,
  };
}

/** What a run says of each limit, for findings. */
export function performanceJudgements(run: NewPerformanceRun): Judgement[] {
  return run.judgements.map(judgement => ({
    rule: 'performance',
    variant: run.variant,
    metric: `${judgement.metric} ${judgement.against}`,
    title: `${judgement.metric} ${
      judgement.against === 'baseline' ? 'against the baseline' : ''
    }`.trim(),
    severity: judgement.verdict === 'fail' ? 'high' : 'low',
    detail: judgement.reason,
    measures:
      judgement.value === null
        ? {}
        : { [judgement.metric.replaceAll('-', '_')]: judgement.value },
    verdict: judgement.verdict,
  }));
}
