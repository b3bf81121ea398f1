import type { ColumnType } from './monitor';
import type { Severity } from './verdicts';

/** Which columns a test is made on. @public */
export interface TestScope {
  /** All columns that it can compare, or those named. */
  features: 'all' | string[];
}

/** Settings of a test that needs a significance and an effect to fail. @public */
export interface SignificanceTestSettings extends TestScope {
  enabled: boolean;
  /** Significance level for the adjusted p-value, between 0 and 1. */
  alpha: number;
  /** Smallest effect that may fail, between 0 and 1: D for Kolmogorov–Smirnov, Cramér's V for chi-square. */
  minEffect: number;
}

/** Settings of the Kolmogorov–Smirnov test. @public */
export type KsSettings = SignificanceTestSettings;

/** Settings of the chi-square test. @public */
export type ChiSquareSettings = SignificanceTestSettings;

/** Settings of the population stability index. @public */
export interface PsiSettings extends TestScope {
  enabled: boolean;
  columnTypes: 'all' | ColumnType;
  /** Number of quantile buckets of the reference. */
  buckets: number;
  /** PSI from which a column warns. */
  warn: number;
  /** PSI from which a column fails. */
  fail: number;
}

/** Settings of a distance on buckets: Jensen–Shannon and Hellinger. @public */
export interface BucketDistanceSettings extends TestScope {
  enabled: boolean;
  columnTypes: 'all' | ColumnType;
  /** Number of quantile buckets of the reference. */
  buckets: number;
  /** Distance from which a column fails, between 0 and 1. */
  threshold: number;
}

/** Settings of the Wasserstein distance. @public */
export interface WassersteinSettings extends TestScope {
  enabled: boolean;
  /** Distance from which a column fails, in standard deviations of the baseline. */
  threshold: number;
}

/** Settings of the tests that compare distributions. @public */
export interface TestSettings {
  ks: KsSettings;
  chiSquare: ChiSquareSettings;
  psi: PsiSettings;
  jensenShannon: BucketDistanceSettings;
  wasserstein: WassersteinSettings;
  hellinger: BucketDistanceSettings;
}

/** Settings of the checks beside the tests of distributions. @public */
export interface CheckSettings {
  /** Share of missing values. */
  missingRate: {
    enabled: boolean;
    /** Significance level for the adjusted p-value, between 0 and 1. */
    alpha: number;
    /** Rise of the share from which a column fails, 0.05 for five percentage points. */
    threshold: number;
  };
  /** Share of values in categories that the baseline does not have. */
  unseenRate: {
    enabled: boolean;
    /** Share from which a column fails. */
    threshold: number;
  };
  /** Share of values that are no number, infinite, or outside the baseline's range. */
  outOfRangeRate: {
    enabled: boolean;
    /** Rise of the share from which a column fails. */
    threshold: number;
  };
  /** Logged rows an hour. */
  volume: {
    enabled: boolean;
    /** Factor by which the rows an hour may rise or fall, above 1. */
    threshold: number;
  };
}

/** Measures that severity levels can be set for. @public */
export type SeverityMetric =
  | 'psi'
  | 'ks'
  | 'cramers_v'
  | 'jensen_shannon'
  | 'wasserstein'
  | 'hellinger'
  | 'missing_rate'
  | 'unseen_rate'
  | 'out_of_range_rate';

/** All measures that severity levels can be set for. @public */
export const SEVERITY_METRICS: readonly SeverityMetric[] = [
  'psi',
  'ks',
  'cramers_v',
  'jensen_shannon',
  'wasserstein',
  'hellinger',
  'missing_rate',
  'unseen_rate',
  'out_of_range_rate',
];

/** From where a severity begins. @public */
export interface SeverityLevel {
  severity: Exclude<Severity, 'none'>;
  operator: '>' | '>=';
  value: number;
}

/** Levels by measure, the gravest first; a measure that is not listed has the built-in ones. @public */
export type SeverityLevels = Partial<Record<SeverityMetric, SeverityLevel[]>>;

/** How a column is judged. @public */
export interface ColumnRules {
  /** Values needed on each side before anything is judged. */
  minSamples: number;
  tests: TestSettings;
  checks: CheckSettings;
  severityLevels: SeverityLevels;
}

/** Part of the rules, laid over those of the layer below. @public */
export interface ColumnRulesPatch {
  minSamples?: number;
  tests?: { [Test in keyof TestSettings]?: Partial<TestSettings[Test]> };
  checks?: { [Check in keyof CheckSettings]?: Partial<CheckSettings[Check]> };
  /** Replaces the levels of each measure that it lists. */
  severityLevels?: SeverityLevels;
}

/** How the columns of an endpoint are judged. @public */
export interface DriftRules extends ColumnRules {
  /** Columns that are counted but not judged. */
  ignoredColumns: string[];
  /** Columns that make the whole model fail when they drift, beside those marked in `columns`. */
  criticalColumns: string[];
  /** What is different for single columns; stands above everything that holds for all columns. */
  columnOverrides: Record<string, ColumnRulesPatch>;
}

/** What is different for one variant. A list replaces the list below it. @public */
export interface VariantRulesPatch extends ColumnRulesPatch {
  ignoredColumns?: string[];
  criticalColumns?: string[];
  columnOverrides?: Record<string, ColumnRulesPatch>;
}
