import type { DriftHistoryPoint } from '@ai-governance/plugin-ai-governance-common';
import { formatCounted, formatEffect, formatInstant } from '../../format';

/** The chart in a sentence, for those who do not see it. */
export function describeTrend(points: DriftHistoryPoint[]): string {
  const measured = points.filter(point => point.effectSize !== null);
  if (measured.length === 0) {
    return 'No run of this period could measure it.';
  }
  const latest = measured[measured.length - 1];
  const peak = measured.reduce((a, b) =>
    (b.effectSize as number) > (a.effectSize as number) ? b : a,
  );
  const drifting = measured.filter(point => point.verdict === 'fail').length;
  return `${formatCounted(measured.length, 'measurement')} from ${formatInstant(
    measured[0].at,
  )} to ${formatInstant(latest.at)}. Latest ${formatEffect(
    latest.effectSize,
  )}, limit ${formatEffect(latest.threshold)}; highest ${formatEffect(
    peak.effectSize,
  )} on ${formatInstant(peak.at)}; drift found ${formatCounted(
    drifting,
    'time',
  )}.`;
}
