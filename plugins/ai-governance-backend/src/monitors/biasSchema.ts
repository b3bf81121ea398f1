import type {
  FairnessMetric,
  GroupedColumnSource,
  ProtectedAttributeSettings,
} from '@ai-governance/plugin-ai-governance-common';
import {
  FAIRNESS_METRICS,
  InvalidGroupsError,
  parseGroups,
  parseProtectedAttribute,
} from '@ai-governance/plugin-ai-governance-statistics';
import { z } from 'zod/v3';
import type { FairnessPatch } from './layers';
import { columnName, group } from './primitives';

/** Fewest decisions of a group that may be shown: fewer would tell of single people. */
export const LEAST_GROUP_SIZE = 5;

/** Fewest decisions of a group that is shown and judged. */
export const minGroupSize = z
  .number()
  .int()
  .min(
    LEAST_GROUP_SIZE,
    `must be a whole number from ${LEAST_GROUP_SIZE}: smaller groups would tell of single people`,
  );

/** How far groups may part; a disparate impact is a ratio, the others are differences. */
export const fairnessThreshold = z.number().gt(0).max(1);

/** Two-sided confidence of intervals. */
export const confidence = z.number().min(0.5).max(0.999);

const value = z.union([z.string(), z.number(), z.boolean()]);

const groupSpec = z.union([
  value,
  z
    .object({
      name: z.string(),
      values: z.array(value).optional(),
      range: z.string().optional(),
      label: z.string().max(100).optional(),
    })
    .strict('allowed are name, values, range, label'),
]);

const at = z.union([z.number().int().min(0), z.string().min(1).max(1000)]);

const joined = z
  .object({
    uri: z
      .string()
      .regex(
        /^(s3|https?):\/\/\S+\.(csv|parquet)$/i,
        'must be the address of a CSV or Parquet file, for example s3://bucket/people.parquet',
      ),
    id_column: z.string().min(1),
    value_column: z.string().min(1).optional(),
  })
  .strict('allowed are uri, id_column, value_column');

/** Keys that say where a grouped column's values come from. */
const placeKeys = { at: at.optional(), file: joined.optional() };

type Placed = { name: string } & z.output<z.ZodObject<typeof placeKeys>>;

/** Adds what is wrong with groups, at its place, to what is wrong with the file. */
function parsed<T>(parse: () => T, context: z.RefinementCtx): T {
  try {
    return parse();
  } catch (error) {
    if (error instanceof InvalidGroupsError) {
      context.addIssue({
        code: 'custom',
        path: error.path,
        message: error.message,
      });
      return z.NEVER;
    }
    throw error;
  }
}

function sourceOf(
  { name, at: place, file }: Placed,
  context: z.RefinementCtx,
): GroupedColumnSource {
  if (place !== undefined && file) {
    context.addIssue({
      code: 'custom',
      message: '`at` and `file` exclude each other; at most one is allowed',
    });
  }
  return file
    ? {
        from: 'file',
        uri: file.uri,
        idColumn: file.id_column,
        valueColumn: file.value_column ?? name,
      }
    : { from: 'log', at: place ?? name };
}

const protectedAttribute = z
  .object({
    name: columnName,
    groups: z.array(groupSpec),
    reference_group: value.optional(),
    ...placeKeys,
  })
  .strict('allowed are name, groups, reference_group, at, file')
  .transform(
    (spec, context): ProtectedAttributeSettings => ({
      ...parsed(() => parseProtectedAttribute(spec), context),
      source: sourceOf(spec, context),
    }),
  );

const stratum = z
  .object({ name: columnName, groups: z.array(groupSpec), ...placeKeys })
  .strict('allowed are name, groups, at, file')
  .transform((spec, context) => ({
    name: spec.name,
    groups: parsed(() => parseGroups(spec.name, spec.groups), context),
    source: sourceOf(spec, context),
  }));

const metric = group({ enabled: z.boolean(), threshold: fairnessThreshold });

/** A metric's name in files: `equal_opportunity` of `equal-opportunity`. */
const keyOf = (name: FairnessMetric) => name.replaceAll('-', '_');

const metrics = group(
  Object.fromEntries(FAIRNESS_METRICS.map(name => [keyOf(name), metric])),
);

/** Keys of `config/bias.yaml`, and of `bias` of one endpoint. */
const biasKeys = {
  enabled: z.boolean(),
  protected_attributes: z
    .array(protectedAttribute)
    .max(8)
    .superRefine(checkUnique),
  fairness_metrics: metrics,
  intersectional_analysis: group({
    enabled: z.boolean(),
    combinations: z.array(z.array(columnName).min(2).max(4)),
  }),
  stratum: stratum.nullable(),
  reference_rule: z.enum(['largest', 'best-rate']),
  min_group_size: minGroupSize,
  confidence,
  verb: z.string().trim().min(1).max(40),
};

/** `config/bias.yaml`: how fairness is judged where an endpoint says nothing else. */
export const biasSchema = group(biasKeys)
  .superRefine((file, context) => {
    const { protected_attributes: attributes = [] } = file;
    file.intersectional_analysis?.combinations?.forEach((names, i) =>
      names.forEach((name, j) => {
        const unknown =
          // One that could not be read has no name.
          attributes.every(known => known.name !== undefined) &&
          file.protected_attributes !== undefined &&
          !attributes.some(known => known.name === name);
        if (unknown || names.indexOf(name) !== j) {
          context.addIssue({
            code: 'custom',
            path: ['intersectional_analysis', 'combinations', i, j],
            message: unknown
              ? `'${name}' is no protected attribute; allowed are ${attributes
                  .map(known => known.name)
                  .join(', ')}`
              : `'${name}' is there twice`,
          });
        }
      }),
    );
  })
  .transform((file): FairnessPatch => {
    const together = file.intersectional_analysis;
    const chosen = file.fairness_metrics as
      | Record<string, z.output<typeof metric> | undefined>
      | undefined;
    return {
      enabled: file.enabled,
      protectedAttributes: file.protected_attributes,
      intersections: together?.enabled === false ? [] : together?.combinations,
      stratum: file.stratum,
      referenceRule: file.reference_rule,
      minGroupSize: file.min_group_size,
      confidence: file.confidence,
      verb: file.verb,
      metrics:
        chosen &&
        Object.fromEntries(
          FAIRNESS_METRICS.map(name => [name, chosen[keyOf(name)]]),
        ),
    };
  });

function checkUnique(
  attributes: ProtectedAttributeSettings[],
  context: z.RefinementCtx,
): void {
  attributes.forEach(({ name }, i) => {
    if (attributes.findIndex(known => known.name === name) !== i) {
      context.addIssue({
        code: 'custom',
        path: [i, 'name'],
        message: `'${name}' is there twice; names must be unique`,
      });
    }
  });
}
