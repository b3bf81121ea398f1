import type { MonitoredColumn } from '@ai-governance/plugin-ai-governance-common';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { z } from 'zod/v3';
import { biasSchema } from './biasSchema';
import { checkColumnNames, checkOutcomeColumns } from './checkColumnNames';
import type { SettingsPatch } from './layers';
import { outcomesSchema, performanceSchema } from './outcomesSchema';
import {
  baseline,
  columnName,
  frequency,
  group,
  minSamples,
  windowLength,
} from './primitives';
import {
  columnSettings,
  type FileRules,
  ruleKeys,
  toRules,
  variantSchema,
} from './rulesSchema';

const column = z
  .object({
    name: columnName,
    type: z.enum(['numeric', 'categorical']),
    role: z.enum(['feature', 'prediction']).default('feature'),
    at: z.union([z.number().int().min(0), z.string().min(1)]).optional(),
    critical: z.boolean().optional(),
  })
  .strict('allowed are name, type, role, at, critical')
  // A column without `at` is found by its name, as in JSON objects.
  .transform(
    ({ at, ...rest }): MonitoredColumn => ({
      ...rest,
      at: at ?? rest.name,
    }),
  );

const watched = z.union([z.literal('auto'), z.array(column).min(1)]);

const correction = z.enum(['benjamini-hochberg', 'bonferroni', 'none']);
const driftShare = z.number().gt(0).max(1);

/** `config/drift.yaml`: how drift is measured where an endpoint says nothing else. */
export const driftFileSchema = group({
  ...ruleKeys,
  columns: group(columnSettings),
  correction,
  dataset_drift_share: driftShare,
  monitoring: group({
    frequency,
    baseline_window: baseline,
    comparison_window: windowLength,
    min_samples: minSamples,
  }),
}).transform(
  (file): SettingsPatch =>
    compact({
      ...toRules({ ...file, min_samples: file.monitoring?.min_samples }),
      frequency: file.monitoring?.frequency,
      baseline: file.monitoring?.baseline_window,
      comparisonWindow: file.monitoring?.comparison_window,
      correction: file.correction,
      datasetDriftShare: file.dataset_drift_share,
    }),
);

/** `config/bias.yaml`: how fairness is judged where an endpoint says nothing else. */
export const biasFileSchema = biasSchema.transform(
  (fairness): SettingsPatch => compact({ fairness }),
);

/** Settings of one endpoint in `config/monitors.yaml`. */
const endpointSchema = group({
  ...ruleKeys,
  enabled: z.boolean(),
  columns: z.union([
    z.literal('auto'),
    z.array(column).min(1),
    group({ watch: watched, ...columnSettings }),
  ]),
  rows_path: group({ input: z.string().min(1), output: z.string().min(1) }),
  baseline,
  comparison_window: windowLength,
  frequency,
  min_samples: minSamples,
  correction,
  dataset_drift_share: driftShare,
  variants: z.record(z.string().min(1), variantSchema),
  outcomes: outcomesSchema.nullable(),
  bias: biasSchema,
  performance: performanceSchema,
})
  .transform(({ columns, ...entry }) => ({
    ...entry,
    // A list, or `auto`, is short for an object that says no more.
    columns:
      typeof columns === 'object' && !Array.isArray(columns)
        ? columns
        : { watch: columns },
  }))
  .superRefine(checkColumnNames)
  .superRefine(checkOutcomeColumns)
  .transform(
    (entry): SettingsPatch =>
      compact({
        ...toRules(entry as FileRules),
        enabled: entry.enabled,
        columns: entry.columns.watch,
        rowsPath: entry.rows_path,
        baseline: entry.baseline,
        comparisonWindow: entry.comparison_window,
        frequency: entry.frequency,
        correction: entry.correction,
        datasetDriftShare: entry.dataset_drift_share,
        outcomes: entry.outcomes,
        fairness: entry.bias,
        performance: entry.performance,
        variants:
          entry.variants &&
          Object.fromEntries(
            Object.entries(entry.variants).map(([name, rules]) => [
              name,
              toRules(rules),
            ]),
          ),
      }),
  );

/** `config/monitors.yaml`: settings of endpoints by their full entity ref. */
export const monitorsFileSchema = z
  .object({ monitors: z.record(endpointSchema).default({}) })
  .strict('allowed is monitors')
  .transform(({ monitors }, context) => {
    const endpoints = new Map<string, SettingsPatch>();
    for (const [name, patch] of Object.entries(monitors)) {
      const ref = fullRef(name);
      if (ref === undefined || endpoints.has(ref)) {
        context.addIssue({
          code: 'custom',
          path: ['monitors', name],
          message: ref
            ? `stands for ${ref}, which is listed twice; one entry an endpoint is allowed`
            : 'must be an entity ref such as component:default/my-endpoint',
        });
      } else {
        endpoints.set(ref, patch);
      }
    }
    return endpoints;
  });

function fullRef(name: string): string | undefined {
  try {
    return stringifyEntityRef(
      parseEntityRef(name, {
        defaultKind: 'component',
        defaultNamespace: 'default',
      }),
    );
  } catch {
    return undefined;
  }
}

/** Without keys that say nothing, at any depth, so that settings are equal to what is read back from the database. */
function compact<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .map(([key, part]) => [key, compact(part)]),
  ) as T;
}
