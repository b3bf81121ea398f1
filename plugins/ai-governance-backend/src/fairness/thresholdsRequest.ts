import type { FairnessThresholdsRequest } from '@ai-governance/plugin-ai-governance-common';
import { FAIRNESS_METRICS } from '@ai-governance/plugin-ai-governance-statistics';
import { z } from 'zod/v3';
import { fairnessThreshold, minGroupSize } from '../monitors/biasSchema';

const rule = z
  .object({
    enabled: z.boolean().optional(),
    threshold: fairnessThreshold.optional(),
  })
  .strict('allowed are enabled, threshold');

/** Body of `POST /v1/models/{id}/bias/thresholds`. */
export const thresholdsRequest = z
  .object({
    metrics: z
      .object(
        Object.fromEntries(
          FAIRNESS_METRICS.map(metric => [metric, rule.optional()]),
        ),
      )
      .strict(`allowed are ${FAIRNESS_METRICS.join(', ')}`)
      .optional(),
    minGroupSize: minGroupSize.optional(),
    reason: z
      .string({ required_error: 'is required' })
      .trim()
      .min(1, 'is required')
      .max(1000),
  })
  .strict('allowed are metrics, minGroupSize, reason')
  .refine(
    ({ metrics, minGroupSize: size }) =>
      size !== undefined || Object.keys(metrics ?? {}).length > 0,
    'changes nothing; name metrics or minGroupSize',
  )
  .transform(request => request as FairnessThresholdsRequest);
