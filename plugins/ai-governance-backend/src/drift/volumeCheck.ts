import type {
  DriftTestResult,
  MonitorSettings,
} from '@ai-governance/plugin-ai-governance-common';
import { wilsonInterval } from '@ai-governance/plugin-ai-governance-statistics';
import { judge } from './judge';
import { notMeasured } from './measured';
import { formatNumber } from './words';

/** What was logged in a stretch of time. */
export interface Volume {
  rows: number;
  /** Hours since the first log, whether or not they had any row. */
  hours: number;
}

/**
 * Compares the rows an hour of two windows. The factor is always at least 1, whether they rose or fell; its interval takes
 * requests as independent (the rows of the current window among all rows are binomial when the rate is the same), so
 * that few rows do not alarm. A window without any row counts as half a row.
 */
export function checkVolume(
  baseline: Volume,
  current: Volume,
  settings: MonitorSettings,
): DriftTestResult {
  const { threshold } = settings.checks.volume;
  const base = {
    method: 'volume' as const,
    convention: 'volume-factor@1',
    threshold,
  };
  const share = wilsonInterval(current.rows, current.rows + baseline.rows);
  if (
    baseline.rows < settings.minSamples ||
    baseline.hours <= 0 ||
    current.hours <= 0 ||
    share.insufficient
  ) {
    return judge(
      notMeasured(
        { ...base, parameters: {} },
        `too few rows to judge the volume: the baseline has ${formatNumber(
          baseline.rows,
        )}, ${formatNumber(settings.minSamples)} are needed`,
      ),
      null,
      settings.severityLevels,
    );
  }
  const stretch = baseline.hours / current.hours;
  const ratioAt = (p: number) => (p / (1 - p)) * stretch;
  const before = baseline.rows / baseline.hours;
  const now = current.rows / current.hours;
  const ratio = Math.max(current.rows, 0.5) / current.hours / before;
  const rose = ratio >= 1;
  const factor = rose ? ratio : 1 / ratio;
  return judge(
    {
      ...base,
      parameters: {
        baselineRowsPerHour: before,
        ratio,
        interval: [ratioAt(share.lower), ratioAt(share.upper)],
      },
      statistic: now,
      effectSize: factor,
      pValue: null,
      errorBound: null,
      certain: rose ? ratioAt(share.lower) : 1 / ratioAt(share.upper),
      possible: factor,
      subject: `Rows an hour: ${formatNumber(
        before,
      )} in the baseline, ${formatNumber(now)} now; the ${
        rose ? 'rise' : 'fall'
      } by a factor of ${formatNumber(factor)} is`,
      limit: formatNumber(threshold),
    },
    null,
    settings.severityLevels,
  );
}
