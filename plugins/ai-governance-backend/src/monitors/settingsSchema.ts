import type {
  BaselinePeriod,
  MonitoredColumn,
} from '@ai-governance/plugin-ai-governance-common';
import { DateTime, Duration } from 'luxon';
import { z } from 'zod/v3';

const duration = z.string().refine(text => {
  const parsed = Duration.fromISO(text);
  return parsed.isValid && parsed.as('hours') >= 1;
}, 'must be an ISO 8601 duration of at least an hour, for example P7D or PT12H');

const instant = z
  .string()
  .refine(
    text => DateTime.fromISO(text, { zone: 'utc' }).isValid,
    'must be an ISO 8601 instant, for example 2026-10-01T00:00:00Z',
  )
  .transform(
    text => DateTime.fromISO(text, { zone: 'utc' }).toUTC().toISO() as string,
  );

const share = z.number().min(0).max(1);
const alpha = z.number().gt(0).lt(1);

const baseline = z
  .union([
    z
      .object({ from: instant, to: instant })
      .strict()
      .refine(period => period.from < period.to, '`from` must be before `to`')
      .transform((period): BaselinePeriod => ({ kind: 'fixed', ...period })),
    z
      .object({ first: duration })
      .strict()
      .transform(
        (period): BaselinePeriod => ({
          kind: 'first',
          duration: period.first,
        }),
      ),
    z
      .object({ window: duration, offset: duration })
      .strict()
      .transform(
        (period): BaselinePeriod => ({
          kind: 'rolling',
          duration: period.window,
          offset: period.offset,
        }),
      ),
  ])
  .describe('baseline');

const columnType = z.enum(['numeric', 'categorical']);

const column = z
  .object({
    name: z.string().min(1).max(255),
    type: columnType,
    role: z.enum(['feature', 'prediction']).default('feature'),
    at: z.union([z.number().int().min(0), z.string().min(1)]).optional(),
    critical: z.boolean().optional(),
  })
  .strict();

/** Settings of one endpoint in `config/monitors.yaml`. */
const endpointSchema = z
  .object({
    enabled: z.boolean(),
    columns: z.union([z.literal('auto'), z.array(column).min(1)]),
    rows_path: z
      .object({ input: z.string().min(1), output: z.string().min(1) })
      .partial()
      .strict(),
    baseline,
    comparison_window: duration,
    min_samples: z.number().int().min(2),
  })
  .partial()
  .strict();

/** `config/drift.yaml`: how drift is measured where an endpoint says nothing else. */
export const driftFileSchema = z
  .object({
    tests: z
      .object({
        ks: z
          .object({ enabled: z.boolean(), threshold: alpha, min_effect: share })
          .partial()
          .strict(),
        chi_square: z
          .object({ enabled: z.boolean(), threshold: alpha, min_effect: share })
          .partial()
          .strict(),
        psi: z
          .object({
            enabled: z.boolean(),
            warn: z.number().positive(),
            threshold: z.number().positive(),
            buckets: z.number().int().min(2).max(100),
          })
          .partial()
          .strict()
          .refine(
            psi =>
              psi.warn === undefined ||
              psi.threshold === undefined ||
              psi.warn <= psi.threshold,
            '`warn` must not exceed `threshold`',
          ),
      })
      .partial()
      .strict(),
    correction: z.enum(['benjamini-hochberg', 'bonferroni', 'none']),
    dataset_drift_share: z.number().gt(0).max(1),
    monitoring: z
      .object({
        baseline_window: baseline,
        comparison_window: duration,
        min_samples: z.number().int().min(2),
      })
      .partial()
      .strict(),
  })
  .partial()
  .strict();

/** `config/monitors.yaml`: settings of endpoints by their entity ref. */
export const monitorsFileSchema = z
  .object({ monitors: z.record(endpointSchema).default({}) })
  .strict();

/** What `config/drift.yaml` holds. */
export type DriftFile = z.output<typeof driftFileSchema>;
/** What one entry of `config/monitors.yaml` holds. */
export type EndpointEntry = z.output<typeof endpointSchema>;

/** Columns as the file lists them; one without `at` is found by its name, as in JSON objects. */
export function toColumns(
  columns: Exclude<NonNullable<EndpointEntry['columns']>, 'auto'>,
): MonitoredColumn[] {
  return columns.map(({ at, ...rest }) => ({ ...rest, at: at ?? rest.name }));
}
