import type {
  LabelSource,
  OutcomePair,
  OutcomeSettings,
  PerformanceSettings,
} from '@ai-governance/plugin-ai-governance-common';
import {
  parseOutcomeRule,
  PERFORMANCE_METRICS,
} from '@ai-governance/plugin-ai-governance-statistics';
import { z } from 'zod/v3';
import { confidence } from './biasSchema';
import { columnName, group, windowLength } from './primitives';

/** Window of fairness and performance where none is configured: labels need time to come. */
const DEFAULT_WINDOW = 'P14D';

const value = z.union([z.string(), z.number(), z.boolean()]);

const outcome = z
  .union([value, z.array(value).min(1)])
  .superRefine((spec, context) => {
    try {
      parseOutcomeRule(spec);
    } catch (error) {
      context.addIssue({
        code: 'custom',
        message: (error as Error).message,
      });
    }
  });

const pair = z
  .object({ prediction: outcome, label: outcome })
  .strict('allowed are prediction, label')
  .transform((both): OutcomePair => both);

const labelSource = z.union([
  z.literal('push').transform((): LabelSource => ({ kind: 'push' })),
  z
    .string()
    .regex(
      /^s3:\/\/[^/\s]+(\/\S*)?$/,
      'must be `push`, s3://bucket/prefix, or the https address of a container of Azure Blob Storage and a prefix in it',
    )
    .transform(
      (uri): LabelSource => ({ kind: 's3', uri: uri.replace(/\/+$/, '') }),
    ),
  z
    .string()
    .regex(
      /^https:\/\/[^/\s]+\/\S+$/,
      'must be `push`, s3://bucket/prefix, or the https address of a container of Azure Blob Storage and a prefix in it',
    )
    .transform(
      (uri): LabelSource => ({ kind: 'blob', uri: uri.replace(/\/+$/, '') }),
    ),
]);

/** `outcomes` of an endpoint: what it decides, and how it is known whether that was right. */
export const outcomesSchema = z
  .object({
    task: z.enum(['binary', 'multi-class', 'regression']).default('binary'),
    prediction: columnName,
    score: columnName.nullable().default(null),
    label: z.string().min(1).max(255).nullable().default(null),
    labels: z.array(labelSource).max(10).default([]),
    favourable: pair.nullable().default(null),
    positive: pair.nullable().default(null),
    classes: z.array(value.transform(String)).min(2).max(200).optional(),
    window: windowLength.default(DEFAULT_WINDOW),
  })
  .strict(
    'allowed are task, prediction, score, label, labels, favourable, positive, classes, window',
  )
  .superRefine(({ task, score, positive, classes }, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (task === 'multi-class' ? !classes : classes) {
      refuse(
        'classes',
        task === 'multi-class'
          ? 'is needed: the classes of a model with several'
          : 'is for task multi-class only',
      );
    }
    if (task !== 'binary' && positive) {
      refuse('positive', 'is for task binary only');
    }
    if (score !== null && !positive) {
      refuse(
        'score',
        'is the probability of the positive class, so `positive` is needed, too',
      );
    }
  })
  .transform(
    ({ labels, classes, ...rest }): OutcomeSettings => ({
      ...rest,
      labelSources: labels,
      classes: classes ?? null,
    }),
  );

const limit = z
  .object({
    // R² has no interval and cannot be judged.
    metric: z.enum(
      PERFORMANCE_METRICS.filter(name => name !== 'r2') as [
        Exclude<(typeof PERFORMANCE_METRICS)[number], 'r2'>,
      ],
    ),
    min: z.number().optional(),
    max: z.number().optional(),
    worsening: z
      .object({ by: z.number().min(0), relative: z.boolean().default(false) })
      .strict('allowed are by, relative')
      .optional(),
  })
  .strict('allowed are metric, min, max, worsening')
  .superRefine(({ min, max, worsening }, context) => {
    if (min === undefined && max === undefined && !worsening) {
      context.addIssue({
        code: 'custom',
        message: 'says nothing; allowed are min, max and worsening',
      });
    }
    if (min !== undefined && max !== undefined && min > max) {
      context.addIssue({
        code: 'custom',
        path: ['min'],
        message: 'must not exceed `max`',
      });
    }
  });

/** `performance` of an endpoint: what is required of it. */
export const performanceSchema = group({
  enabled: z.boolean(),
  limits: z.array(limit).max(50),
  min_labelled: z.number().int().min(10),
  confidence,
}).transform(
  ({ min_labelled: minLabelled, ...rest }): Partial<PerformanceSettings> => ({
    ...rest,
    minLabelled,
  }),
);
