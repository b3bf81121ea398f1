import { DateTime, Duration } from 'luxon';
import { z } from 'zod/v3';

/** Most that a pack may hold; more is not a framework but an attack or a mistake. */
export const LIMITS = { bytes: 1024 * 1024, requirements: 2000, text: 2000 };

/** An object whose keys are all named; others are refused with the list of those that are allowed. */
function closed<T extends z.ZodRawShape>(shape: T) {
  return z.object(shape).strict(`allowed are ${Object.keys(shape).join(', ')}`);
}

const text = z.string().trim().min(1).max(LIMITS.text);
const id = z
  .string()
  .max(80)
  .regex(
    /^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*$/,
    'must be letters and digits, parted by single dots or hyphens',
  );
const questionId = z
  .string()
  .max(60)
  .regex(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    'must be lower-case words-with-hyphens',
  );
const duration = z.string().refine(value => {
  const parsed = Duration.fromISO(value);
  return parsed.isValid && parsed.toMillis() > 0;
}, 'must be an ISO 8601 duration of more than nothing, for example P30D or PT12H');
const day = z
  .string()
  .refine(
    value =>
      /^\d{4}-\d{2}-\d{2}$/.test(value) && DateTime.fromISO(value).isValid,
    'must be a day, for example 2027-12-02',
  );
const severity = z.enum(['low', 'medium', 'high', 'critical']);
const binding = z.enum(['version', 'subject', 'organisation']);
const parameterValue = z.union([z.boolean(), z.number(), z.string()]);
const semver = z
  .string()
  .regex(/^\d+\.\d+\.\d+$/, 'must be three numbers, for example 1.0.0');

const question = closed({
  id: questionId,
  title: text,
  type: z.enum(['boolean', 'choice', 'choices']),
  options: z.array(z.string().min(1).max(80)).max(100).default([]),
}).superRefine((value, context) => {
  if ((value.type === 'boolean') !== (value.options.length === 0)) {
    context.addIssue({
      code: 'custom',
      path: ['options'],
      message: 'must be given for choice and choices, and not for boolean',
    });
  }
});

const values = z.union([
  z.string().transform(value => [value]),
  z.boolean().transform(value => [value]),
  z.array(z.union([z.string(), z.boolean()])).min(1),
]);
const condition = z.record(questionId, values);
const conditions = z
  .union([condition.transform(value => [value]), z.array(condition)])
  .default([]);

const mapping = z.union([
  id.transform(control => ({ control, with: {} })),
  closed({
    control: id,
    with: z
      .record(z.string(), z.record(z.string(), parameterValue))
      .default({}),
  }),
]);

const requirement = closed({
  id,
  parent: id.nullable().default(null),
  title: text,
  description: text.nullable().default(null),
  derivedFrom: z.array(id).default([]),
  mandatory: z.boolean().default(true),
  weight: z.number().min(0).max(100).default(1),
  severity: severity.default('medium'),
  prohibition: closed({ question: questionId, value: z.string() })
    .nullable()
    .default(null),
  appliesWhen: conditions,
  exceptWhen: conditions,
  appliesFrom: z
    .array(
      closed({
        date: day,
        confidence: z.enum(['verified', 'secondary', 'unverified', 'conflict']),
        note: text.nullable().default(null),
        when: conditions,
        placedBefore: day.nullable().default(null),
      }),
    )
    .default([]),
  satisfiedBy: z.array(mapping).default([]),
  supportedBy: z.array(mapping).default([]),
  related: z.array(id).default([]),
  attestation: closed({
    mode: z.enum(['none', 'required', 'instead']),
    role: z.string().min(1).max(60).nullable().default(null),
    validity: duration.default('P365D'),
    boundTo: binding.default('version'),
    independent: z.boolean().default(false),
  }).default({ mode: 'none' }),
  crosswalk: z
    .array(
      closed({
        framework: id,
        requirement: id,
        relation: z.enum(['supports', 'intersects', 'equivalent']),
      }),
    )
    .default([]),
});

/** What a framework's file holds. */
export const frameworkFileSchema = closed({
  kind: z.literal('Framework'),
  id,
  version: semver,
  title: text,
  status: z.enum(['active', 'draft', 'retired']).default('active'),
  source: closed({
    title: text,
    url: z.string().url().nullable().default(null),
    licence: text,
    textPolicy: z.enum(['ids-only', 'own-words', 'verbatim']),
  }),
  notes: z.array(text).default([]),
  statementOfApplicability: z.boolean().default(false),
  questions: z.array(question).max(100).default([]),
  requirements: z.array(requirement).min(1).max(LIMITS.requirements),
});

/** A framework's file as it was read. */
export type FrameworkFile = z.output<typeof frameworkFileSchema>;

const parameter = closed({
  type: z.enum(['integer', 'number', 'duration', 'boolean', 'string']),
  default: parameterValue,
  stricter: z.enum(['higher', 'lower', 'exact']),
  description: text,
}).superRefine((value, context) => {
  const problem = valueProblem(value.type, value.default);
  if (problem) {
    context.addIssue({ code: 'custom', path: ['default'], message: problem });
  }
});

/** What the file of shared controls holds. */
export const catalogueFileSchema = closed({
  kind: z.literal('ControlCatalogue'),
  version: semver,
  questions: z.array(question).max(100),
  checks: z
    .array(
      closed({
        id,
        version: z.number().int().min(1),
        title: text,
        collector: id,
        severity,
        freshness: duration,
        boundTo: binding,
        priorThresholds: z.boolean().default(false),
        emptyPopulation: z
          .enum(['pass', 'no_evidence', 'not_applicable'])
          .default('no_evidence'),
        parameters: z.record(z.string(), parameter).default({}),
        pass: text,
        fail: text,
      }),
    )
    .min(1),
  controls: z
    .array(
      closed({
        id,
        title: text,
        objective: text,
        ownerRole: text,
        cadence: duration,
        checks: z.array(id).min(1),
      }),
    )
    .min(1),
});

/** The file of shared controls as it was read. */
export type CatalogueFile = z.output<typeof catalogueFileSchema>;

/** What is wrong with a parameter's value; undefined when nothing is. */
export function valueProblem(
  type: 'integer' | 'number' | 'duration' | 'boolean' | 'string',
  value: boolean | number | string,
): string | undefined {
  switch (type) {
    case 'integer':
      return Number.isSafeInteger(value) ? undefined : 'must be a whole number';
    case 'number':
      return Number.isFinite(value) ? undefined : 'must be a number';
    case 'duration':
      return duration.safeParse(value).error?.issues[0].message;
    default:
      return typeof value === type ? undefined : `must be a ${type}`;
  }
}
