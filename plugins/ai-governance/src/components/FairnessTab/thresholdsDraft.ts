import type {
  FairnessMetric,
  FairnessSettings,
  FairnessThresholdsRequest,
} from '@ai-governance/plugin-ai-governance-common';
import { FAIRNESS_METRICS } from '@ai-governance/plugin-ai-governance-statistics';
import { isRatio } from '../../outcomes';

/** Fewest decisions of a group that the backend lets be shown. */
export const LEAST_GROUP_SIZE = 5;

/** What the form of thresholds holds; numbers as they were typed. */
export interface ThresholdsDraft {
  metrics: Record<FairnessMetric, { enabled: boolean; threshold: string }>;
  minGroupSize: string;
  reason: string;
}

/** A threshold as it is typed: a ratio as it is, a difference in percentage points. */
function toText(metric: FairnessMetric, threshold: number): string {
  return String(
    isRatio(metric) ? threshold : Number((100 * threshold).toFixed(6)),
  );
}

function toThreshold(metric: FairnessMetric, text: string): number {
  return isRatio(metric)
    ? Number(text)
    : Number((Number(text) / 100).toFixed(8));
}

/** The form as it opens: what holds now, and no reason. */
export function draftOf(settings: FairnessSettings): ThresholdsDraft {
  return {
    metrics: Object.fromEntries(
      FAIRNESS_METRICS.map(metric => [
        metric,
        {
          enabled: settings.metrics[metric].enabled,
          threshold: toText(metric, settings.metrics[metric].threshold),
        },
      ]),
    ) as ThresholdsDraft['metrics'],
    minGroupSize: String(settings.minGroupSize),
    reason: '',
  };
}

/** What is to be sent: only what differs from what holds; null when nothing does. */
export function requestOf(
  draft: ThresholdsDraft,
  settings: FairnessSettings,
): FairnessThresholdsRequest | null {
  const metrics: NonNullable<FairnessThresholdsRequest['metrics']> = {};
  for (const metric of FAIRNESS_METRICS) {
    const now = settings.metrics[metric];
    const enabled = draft.metrics[metric].enabled;
    const threshold = toThreshold(metric, draft.metrics[metric].threshold);
    const change = {
      ...(enabled === now.enabled ? {} : { enabled }),
      ...(threshold === now.threshold ? {} : { threshold }),
    };
    if (Object.keys(change).length > 0) {
      metrics[metric] = change;
    }
  }
  const minGroupSize = Number(draft.minGroupSize);
  const request = {
    ...(Object.keys(metrics).length > 0 ? { metrics } : {}),
    ...(minGroupSize === settings.minGroupSize ? {} : { minGroupSize }),
  };
  return Object.keys(request).length > 0
    ? { ...request, reason: draft.reason.trim() }
    : null;
}
