import type {
  ColumnRules,
  ColumnRulesPatch,
  FairnessMetric,
  FairnessSettings,
  MonitorSettings,
  PerformanceSettings,
  VariantRulesPatch,
} from '@ai-governance/plugin-ai-governance-common';
import type { FairnessRules } from '@ai-governance/plugin-ai-governance-statistics';
import { DEFAULT_SETTINGS } from './defaults';

/** What one file says of an endpoint, laid over what lies below. No key is undefined: what is not said is not there. */
export interface SettingsPatch
  extends VariantRulesPatch,
    Partial<
      Pick<
        MonitorSettings,
        | 'enabled'
        | 'columns'
        | 'rowsPath'
        | 'baseline'
        | 'comparisonWindow'
        | 'frequency'
        | 'correction'
        | 'datasetDriftShare'
        | 'outcomes'
      >
    > {
  variants?: Record<string, VariantRulesPatch>;
  fairness?: FairnessPatch;
  performance?: Partial<PerformanceSettings>;
}

/** What one layer says of fairness; metrics are laid over those below one by one, lists replace the list below. */
export interface FairnessPatch
  extends Partial<Omit<FairnessSettings, 'metrics'>> {
  metrics?: { [M in FairnessMetric]?: Partial<FairnessRules[M]> };
}

/** Lays a patch over rules: a setting replaces the same one below, a list the list below. */
function withRules<T extends ColumnRules>(base: T, patch: ColumnRulesPatch): T {
  return {
    ...base,
    minSamples: patch.minSamples ?? base.minSamples,
    tests: mergeEach(base.tests, patch.tests),
    checks: mergeEach(base.checks, patch.checks),
    severityLevels: { ...base.severityLevels, ...patch.severityLevels },
  };
}

/** Lays what is said of one endpoint, or of one variant of it, over what lies below. */
export function withPatch(
  base: MonitorSettings,
  patch: SettingsPatch,
): MonitorSettings {
  const {
    minSamples: _,
    tests: _tests,
    checks: _checks,
    severityLevels: _levels,
    columnOverrides,
    variants,
    fairness,
    performance,
    ...rest
  } = patch;
  return {
    ...withRules(base, patch),
    ...rest,
    columnOverrides: mergeRecords(base.columnOverrides, columnOverrides),
    variants: mergeRecords(base.variants, variants, mergeVariants),
    fairness: withFairness(base.fairness, fairness),
    performance: { ...base.performance, ...performance },
  };
}

/** Lays what is said of fairness over what lies below. */
export function withFairness(
  base: FairnessSettings,
  patch: FairnessPatch = {},
): FairnessSettings {
  return {
    ...base,
    ...patch,
    metrics: mergeEach(base.metrics, patch.metrics),
  };
}

/** The settings of one variant. */
export function settingsOfVariant(
  settings: MonitorSettings,
  variant: string,
): MonitorSettings {
  const patch = own(settings.variants, variant);
  return patch ? withPatch(settings, patch) : settings;
}

/**
 * The rules of one column: those of all columns with its own on top. A test that its own rules switch on is made
 * whatever the test's list of features says.
 * @param settings - of the variant, see {@link settingsOfVariant}
 */
export function rulesOfColumn(
  settings: MonitorSettings,
  column: string,
): ColumnRules {
  const patch = own(settings.columnOverrides, column);
  const rules = patch ? withRules<ColumnRules>(settings, patch) : settings;
  return {
    ...rules,
    tests: mapEach(rules.tests, (test, name) =>
      patch?.tests?.[name]?.enabled === undefined
        ? {
            ...test,
            enabled:
              test.enabled &&
              (test.features === 'all' || test.features.includes(column)),
          }
        : test,
    ),
  };
}

/** Whether a column that drifts makes the whole model fail. */
export function isCritical(
  settings: Pick<MonitorSettings, 'columns' | 'criticalColumns'>,
  column: string,
): boolean {
  return (
    settings.criticalColumns.includes(column) ||
    (settings.columns !== 'auto' &&
      settings.columns.some(c => c.name === column && c.critical === true))
  );
}

/** Settings as they were stored, by this version of the plugin or an earlier one that knew fewer of them. */
export function withDefaults(
  stored: Partial<MonitorSettings>,
): MonitorSettings {
  return {
    ...DEFAULT_SETTINGS,
    ...stored,
    tests: mergeEach(DEFAULT_SETTINGS.tests, stored.tests),
    checks: mergeEach(DEFAULT_SETTINGS.checks, stored.checks),
    fairness: withFairness(DEFAULT_SETTINGS.fairness, stored.fairness),
    performance: { ...DEFAULT_SETTINGS.performance, ...stored.performance },
  };
}

function mergeVariants(
  base: VariantRulesPatch,
  patch: VariantRulesPatch,
): VariantRulesPatch {
  return {
    ...mergePatches(base, patch),
    columnOverrides: mergeRecords(
      base.columnOverrides ?? {},
      patch.columnOverrides,
    ),
  };
}

/** Two patches as one, the second on top. */
function mergePatches<T extends ColumnRulesPatch>(base: T, patch: T): T {
  return {
    ...base,
    ...patch,
    tests: mergeEach(base.tests ?? {}, patch.tests),
    checks: mergeEach(base.checks ?? {}, patch.checks),
    severityLevels: { ...base.severityLevels, ...patch.severityLevels },
  };
}

function mergeRecords<T extends ColumnRulesPatch>(
  base: Record<string, T>,
  patches: Record<string, T> = {},
  merge: (base: T, patch: T) => T = mergePatches,
): Record<string, T> {
  // Names come from payloads and files: entries instead of assignments, so that none of them is a setter.
  return Object.fromEntries([
    ...Object.entries(base),
    ...Object.entries(patches).map(([name, patch]) => {
      const below = own(base, name);
      return [name, below ? merge(below, patch) : patch];
    }),
  ]);
}

/** Lays groups of settings over each other, group by group. */
function mergeEach<T extends object>(
  base: T,
  patch: { [K in keyof T]?: Partial<T[K]> } = {},
): T {
  return {
    ...base,
    ...mapEach(patch, (group, name) => ({
      ...base[name as keyof T],
      ...group,
    })),
  };
}

function mapEach<T extends object>(
  groups: T,
  change: <K extends keyof T>(group: T[K], name: K) => unknown,
): T {
  return Object.fromEntries(
    Object.entries(groups).map(([name, group]) => [
      name,
      change(group, name as keyof T),
    ]),
  ) as T;
}

function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
