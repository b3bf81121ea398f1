import type {
  ColumnRulesPatch,
  ColumnType,
  VariantRulesPatch,
} from '@ai-governance/plugin-ai-governance-common';
import { z } from 'zod/v3';
import {
  columnName,
  group,
  minSamples,
  share,
  significance,
} from './primitives';
import { severityLevelsSchema } from './severityLevels';

const enabled = z.boolean();
const buckets = z.number().int().min(2).max(100);
const features = z.custom<'all' | string[]>(
  value =>
    value === 'all' || z.array(columnName).min(1).safeParse(value).success,
  'must be `all` or a list of column names',
);

const bySignificance = { enabled, threshold: significance, min_effect: share };
const byPsi = {
  enabled,
  threshold: z.number().positive(),
  warn: z.number().positive(),
  buckets,
};
const byDistance = { enabled, threshold: share.gt(0), buckets };
const byDeviations = { enabled, threshold: z.number().positive() };

/** Where a test for one kind of column may say so. */
const numericOnly = { features, numeric_only: z.literal(true) };
const categoricalOnly = { features, categorical_only: z.literal(true) };
const either = {
  features,
  numeric_only: z.boolean(),
  categorical_only: z.boolean(),
};

/** Tests, with the columns they are made on. */
const tests = group({
  ks: group({ ...bySignificance, ...numericOnly }),
  chi_square: group({ ...bySignificance, ...categoricalOnly }),
  psi: group({ ...byPsi, ...either })
    .superRefine(checkPsi)
    .superRefine(checkTypes),
  jensen_shannon: group({ ...byDistance, ...either }).superRefine(checkTypes),
  wasserstein: group({ ...byDeviations, ...numericOnly }),
  hellinger: group({ ...byDistance, ...either }).superRefine(checkTypes),
});

/** Tests of one column. */
const testsOfColumn = group({
  ks: group(bySignificance),
  chi_square: group(bySignificance),
  psi: group(byPsi).superRefine(checkPsi),
  jensen_shannon: group(byDistance),
  wasserstein: group(byDeviations),
  hellinger: group(byDistance),
});

const columnChecks = {
  missing_rate: group({ enabled, threshold: share.gt(0), significance }),
  unseen_rate: group({ enabled, threshold: share.gt(0) }),
  out_of_range_rate: group({ enabled, threshold: share.gt(0) }),
};
const checks = group({
  ...columnChecks,
  volume: group({ enabled, threshold: z.number().gt(1) }),
});

const alerting = group({ severity_levels: severityLevelsSchema });

/** What `columns.overrides` says of one column. */
const columnRules = group({
  min_samples: minSamples,
  tests: testsOfColumn,
  checks: group(columnChecks),
  alerting,
});

/** What may be said of columns: which are left out, which are critical, what is different for single ones. */
export const columnSettings = {
  ignore: z.array(columnName),
  critical: z.array(columnName),
  overrides: z.record(columnName, columnRules),
};

/** Keys that say how columns are judged; the same for all endpoints, for one, and for a variant. */
export const ruleKeys = { tests, checks, alerting };

/** What is said of one variant. */
export const variantSchema = group({
  ...ruleKeys,
  min_samples: minSamples,
  columns: group(columnSettings),
});

/** The rules as the files write them. */
export type FileRules = z.output<typeof variantSchema>;
type FileTests = NonNullable<FileRules['tests']>;
type FileColumnRules = z.output<typeof columnRules>;

/** Rules of all columns, as settings. */
export function toRules(file: FileRules): VariantRulesPatch {
  const { ignore, critical, overrides } = file.columns ?? {};
  return {
    ...toColumnRules(file),
    ignoredColumns: ignore,
    criticalColumns: critical,
    columnOverrides:
      overrides &&
      Object.fromEntries(
        Object.entries(overrides).map(([name, rules]) => [
          name,
          toColumnRules(rules),
        ]),
      ),
  };
}

function toColumnRules(
  file: FileColumnRules & Pick<FileRules, 'tests' | 'checks'>,
): ColumnRulesPatch {
  return {
    minSamples: file.min_samples,
    tests: file.tests && toTests(file.tests),
    checks: file.checks && toChecks(file.checks),
    severityLevels: file.alerting?.severity_levels,
  };
}

function toTests(file: FileTests): ColumnRulesPatch['tests'] {
  const significanceTest = (test: FileTests['ks'] | FileTests['chi_square']) =>
    test && {
      enabled: test.enabled,
      alpha: test.threshold,
      minEffect: test.min_effect,
      features: test.features,
    };
  const distance = (test: FileTests['hellinger']) =>
    test && {
      enabled: test.enabled,
      threshold: test.threshold,
      buckets: test.buckets,
      features: test.features,
      columnTypes: columnTypes(test),
    };
  return {
    ks: significanceTest(file.ks),
    chiSquare: significanceTest(file.chi_square),
    psi: file.psi && {
      enabled: file.psi.enabled,
      buckets: file.psi.buckets,
      warn: file.psi.warn,
      fail: file.psi.threshold,
      features: file.psi.features,
      columnTypes: columnTypes(file.psi),
    },
    jensenShannon: distance(file.jensen_shannon),
    wasserstein: file.wasserstein,
    hellinger: distance(file.hellinger),
  };
}

function toChecks(
  file: NonNullable<FileRules['checks']>,
): ColumnRulesPatch['checks'] {
  return {
    missingRate: file.missing_rate && {
      enabled: file.missing_rate.enabled,
      alpha: file.missing_rate.significance,
      threshold: file.missing_rate.threshold,
    },
    unseenRate: file.unseen_rate,
    outOfRangeRate: file.out_of_range_rate,
    volume: file.volume,
  };
}

interface TypeFlags {
  numeric_only?: boolean;
  categorical_only?: boolean;
}

function columnTypes(test: TypeFlags): 'all' | ColumnType | undefined {
  if (test.numeric_only) return 'numeric';
  if (test.categorical_only) return 'categorical';
  const said =
    test.numeric_only !== undefined || test.categorical_only !== undefined;
  return said ? 'all' : undefined;
}

function checkTypes(test: TypeFlags, context: z.RefinementCtx): void {
  if (test.numeric_only && test.categorical_only) {
    context.addIssue({
      code: 'custom',
      message:
        '`numeric_only` and `categorical_only` together leave no column; at most one of them may be true',
    });
  }
}

function checkPsi(
  psi: { warn?: number; threshold?: number },
  context: z.RefinementCtx,
): void {
  if (
    psi.warn !== undefined &&
    psi.threshold !== undefined &&
    psi.warn > psi.threshold
  ) {
    context.addIssue({
      code: 'custom',
      message: '`warn` must not exceed `threshold`',
    });
  }
}
