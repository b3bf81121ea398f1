import type {
  ColumnDrift,
  DriftTestResult,
  MonitoredColumn,
  MonitorSettings,
  Severity,
} from '@ai-governance/plugin-ai-governance-common';
import {
  adjustPValues,
  type CategoricalGrid,
  type CategoricalProfile,
  chiSquareFromProfiles,
  type ColumnProfile,
  type Grid,
  ksFromProfiles,
  type NumericGrid,
  type NumericProfile,
  type Profile,
  psiFromProfiles,
  rowCount,
  severityFromKs,
  severityFromPsi,
} from '@ai-governance/plugin-ai-governance-statistics';
import { summariseColumn } from './summaries';
import { formatNumber } from './words';
import type { JsonObject } from '@backstage/types';

/** Two windows of one variant, on one grid. */
export interface Comparison {
  baseline: Profile;
  current: Profile;
  grid: Grid;
  settings: MonitorSettings;
}

/** A test before p-values are adjusted and verdicts are made. */
type Measured = Omit<
  DriftTestResult,
  'adjustedPValue' | 'severity' | 'verdict' | 'reason'
> & { column: number; insufficient?: string };

/**
 * Compares every monitored column of two windows.
 * @returns one entry a column, in the order of the monitor; a column that cannot be judged says why
 */
export function assessColumns(
  comparison: Comparison,
  columns: MonitoredColumn[],
): ColumnDrift[] {
  const measured = columns.flatMap((column, index) =>
    measureColumn(comparison, column, index),
  );
  const withP = measured.filter(test => test.pValue !== null);
  const adjusted = adjustPValues(
    withP.map(test => test.pValue as number),
    comparison.settings.correction,
  );
  const adjustedOf = new Map(withP.map((test, i) => [test, adjusted[i]]));
  return columns.map((column, index) => {
    const tests = measured
      .filter(test => test.column === index)
      .map(test =>
        judge(test, adjustedOf.get(test) ?? null, comparison.settings),
      );
    return {
      column: column.name,
      type: column.type,
      role: column.role,
      baseline: side(comparison.baseline.columns[column.name]),
      current: side(comparison.current.columns[column.name]),
      tests,
      openSince: null,
      ...summariseColumn(tests),
    };
  });
}

function side(profile: ColumnProfile | undefined) {
  return profile
    ? { n: rowCount(profile), missing: profile.missing }
    : { n: 0, missing: 0 };
}

function measureColumn(
  { baseline, current, grid, settings }: Comparison,
  { name, type }: MonitoredColumn,
  column: number,
): Measured[] {
  const a = baseline.columns[name];
  const b = current.columns[name];
  const { ks, chiSquare, psi } = settings.tests;
  const few = tooFew(rowCount(a), rowCount(b), settings.minSamples);
  const measured: Measured[] = [];
  if (type === 'numeric' && ks.enabled) {
    measured.push({
      column,
      ...measureKs(
        a as NumericProfile,
        b as NumericProfile,
        grid[name] as NumericGrid,
        settings,
      ),
      ...(few && { insufficient: few, pValue: null }),
    });
  }
  if (type === 'categorical' && chiSquare.enabled) {
    measured.push({
      column,
      ...measureChiSquare(
        a as CategoricalProfile,
        b as CategoricalProfile,
        grid[name] as CategoricalGrid,
        settings,
      ),
      ...(few && { insufficient: few, pValue: null }),
    });
  }
  if (psi.enabled) {
    measured.push({
      column,
      ...measurePsi(a, b, grid[name], settings),
      ...(few && { insufficient: few }),
    });
  }
  return measured;
}

function tooFew(n: number, m: number, min: number): string | undefined {
  if (n >= min && m >= min) {
    return undefined;
  }
  const sides = [
    n < min && `the baseline has ${formatNumber(n)}`,
    m < min && `the current window has ${formatNumber(m)}`,
  ].filter(Boolean);
  return `Too few values to judge: ${sides.join(' and ')}, ${formatNumber(
    min,
  )} are needed on each side.`;
}

type Measurement = Omit<Measured, 'column'>;

function nothing(
  base: Pick<Measurement, 'method' | 'convention' | 'threshold' | 'parameters'>,
  reason: string,
): Measurement {
  return {
    ...base,
    direction: 'above',
    statistic: null,
    effectSize: null,
    pValue: null,
    errorBound: null,
    insufficient: `${reason[0].toLocaleUpperCase('en-US')}${reason.slice(1)}.`,
  };
}

function measureKs(
  a: NumericProfile,
  b: NumericProfile,
  grid: NumericGrid,
  { tests: { ks } }: MonitorSettings,
): Measurement {
  const base = {
    method: 'ks' as const,
    convention: 'ks-two-sample@1',
    threshold: ks.minEffect,
  };
  const result = ksFromProfiles(a, b, grid);
  const parameters: JsonObject = { alpha: ks.alpha, minEffect: ks.minEffect };
  return result.insufficient
    ? nothing({ ...base, parameters }, result.reason)
    : {
        ...base,
        parameters: { ...parameters, distribution: result.method },
        direction: 'above',
        statistic: result.statistic,
        effectSize: result.statistic,
        pValue: result.pValue,
        errorBound: result.errorBound,
      };
}

function measureChiSquare(
  a: CategoricalProfile,
  b: CategoricalProfile,
  grid: CategoricalGrid,
  { tests: { chiSquare } }: MonitorSettings,
): Measurement {
  const base = {
    method: 'chi-square' as const,
    convention: 'chi-square-two-sample@1',
    threshold: chiSquare.minEffect,
  };
  const result = chiSquareFromProfiles(a, b, grid);
  const parameters: JsonObject = {
    alpha: chiSquare.alpha,
    minEffect: chiSquare.minEffect,
  };
  return result.insufficient
    ? nothing({ ...base, parameters }, result.reason)
    : {
        ...base,
        parameters: { ...parameters, dof: result.dof, merged: result.merged },
        direction: 'above',
        statistic: result.statistic,
        effectSize: result.cramersV,
        pValue: result.pValue,
        errorBound: null,
      };
}

function measurePsi(
  a: ColumnProfile,
  b: ColumnProfile,
  grid: Grid[string],
  { tests: { psi } }: MonitorSettings,
): Measurement {
  const base = {
    method: 'psi' as const,
    convention: 'psi@1',
    threshold: psi.fail,
  };
  const result = psiFromProfiles(a, b, { buckets: psi.buckets, grid });
  if (result.insufficient) {
    return nothing({ ...base, parameters: { warn: psi.warn } }, result.reason);
  }
  // Below what chance alone brings about, PSI says nothing, however low the configured limit is.
  const floor = result.noDriftBound95;
  return {
    ...base,
    threshold: Math.max(psi.fail, floor),
    parameters: {
      warn: Math.max(psi.warn, floor),
      buckets: result.buckets.length,
      smoothing: result.smoothing,
      noDriftBound95: floor,
    },
    direction: 'above',
    statistic: result.psi,
    effectSize: result.psi,
    pValue: null,
    errorBound: null,
  };
}

function judge(
  { column: _, insufficient, ...test }: Measured,
  adjustedPValue: number | null,
  settings: MonitorSettings,
): DriftTestResult {
  const { effectSize } = test;
  if (insufficient !== undefined || effectSize === null) {
    return {
      ...test,
      adjustedPValue,
      severity: 'none',
      verdict: 'insufficient-data',
      reason: insufficient ?? 'There is nothing to compare.',
    };
  }
  const verdict =
    test.method === 'psi'
      ? judgePsi(effectSize, test)
      : judgeEffect(
          effectSize,
          test,
          adjustedPValue,
          test.method === 'ks'
            ? settings.tests.ks.alpha
            : settings.tests.chiSquare.alpha,
        );
  return {
    ...test,
    adjustedPValue,
    verdict,
    severity: verdict === 'pass' ? 'none' : severityOf(test.method, effectSize),
    reason: sentence(test.method, effectSize, test.threshold, verdict),
  };
}

/** Fails only what is both significant and large; warns when the grid leaves open whether it is large. */
function judgeEffect(
  effect: number,
  { threshold, errorBound }: Pick<Measured, 'threshold' | 'errorBound'>,
  adjustedPValue: number | null,
  alpha: number,
): 'pass' | 'warn' | 'fail' {
  if (adjustedPValue === null || adjustedPValue >= alpha) {
    return 'pass';
  }
  if (effect >= threshold) {
    return 'fail';
  }
  return effect + (errorBound ?? 0) >= threshold ? 'warn' : 'pass';
}

function judgePsi(
  psi: number,
  { threshold, parameters }: Pick<Measured, 'threshold' | 'parameters'>,
): 'pass' | 'warn' | 'fail' {
  if (psi >= threshold) {
    return 'fail';
  }
  return psi >= Number(parameters.warn) ? 'warn' : 'pass';
}

/** D and V share their levels. */
function severityOf(method: Measured['method'], effect: number): Severity {
  return method === 'psi' ? severityFromPsi(effect) : severityFromKs(effect);
}

const NAMES = {
  ks: 'KS distance',
  'chi-square': "Cramér's V",
  psi: 'PSI',
} as const;

function sentence(
  method: Measured['method'],
  effect: number,
  threshold: number,
  verdict: 'pass' | 'warn' | 'fail',
): string {
  const relation = {
    pass: 'below the limit',
    warn: 'near the limit',
    fail: 'above the limit',
  }[verdict];
  return `${NAMES[method]} ${formatNumber(
    effect,
  )} is ${relation} of ${formatNumber(threshold)}.`;
}
