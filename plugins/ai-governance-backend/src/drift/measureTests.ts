import type {
  BucketDistanceSettings,
  ColumnRules,
  ColumnType,
  TestSettings,
} from '@ai-governance/plugin-ai-governance-common';
import {
  type CategoricalGrid,
  type CategoricalProfile,
  chiSquareFromProfiles,
  type ColumnGrid,
  type ColumnProfile,
  CONVENTIONS,
  hellingerFromProfiles,
  jensenShannonFromProfiles,
  ksFromProfiles,
  type NumericGrid,
  type NumericProfile,
  psiFromProfiles,
  rowCount,
  wassersteinFromProfiles,
} from '@ai-governance/plugin-ai-governance-statistics';
import type { JsonObject } from '@backstage/types';
import { type Measured, notMeasured, tooFew } from './measured';
import { formatNumber } from './words';

/** One column of two windows. */
export interface ColumnPair {
  type: ColumnType;
  grid: ColumnGrid;
  baseline: ColumnProfile;
  current: ColumnProfile;
}

/** A distance on the buckets of the PSI. */
interface BucketDistance {
  method: 'jensen-shannon' | 'hellinger';
  convention: string;
  name: string;
  measure: typeof hellingerFromProfiles;
  /** The distance at a PSI near 0: without drift all three are the same quadratic form, up to a factor. */
  atPsi(psi: number): number;
}

const JENSEN_SHANNON: BucketDistance = {
  method: 'jensen-shannon',
  convention: CONVENTIONS.jensenShannon,
  name: 'Jensen–Shannon distance',
  measure: jensenShannonFromProfiles,
  atPsi: psi => Math.sqrt(psi / (8 * Math.LN2)),
};

const HELLINGER: BucketDistance = {
  method: 'hellinger',
  convention: CONVENTIONS.hellinger,
  name: 'Hellinger distance',
  measure: hellingerFromProfiles,
  atPsi: psi => Math.sqrt(psi / 8),
};

/** Makes the tests that a column's rules ask for and its type allows. */
export function measureTests(
  pair: ColumnPair,
  { tests, minSamples }: ColumnRules,
): Measured[] {
  const psiOn = psiByBuckets(pair);
  const made = [
    pair.type === 'numeric' && tests.ks.enabled && measureKs(pair, tests.ks),
    pair.type === 'categorical' &&
      tests.chiSquare.enabled &&
      measureChiSquare(pair, tests.chiSquare),
    applies(tests.psi, pair) && measurePsi(psiOn, tests.psi),
    applies(tests.jensenShannon, pair) &&
      measureBuckets(pair, psiOn, tests.jensenShannon, JENSEN_SHANNON),
    pair.type === 'numeric' &&
      tests.wasserstein.enabled &&
      measureWasserstein(pair, tests.wasserstein),
    applies(tests.hellinger, pair) &&
      measureBuckets(pair, psiOn, tests.hellinger, HELLINGER),
  ].filter(test => test !== false);
  const few = tooFew(
    'values',
    [rowCount(pair.baseline), rowCount(pair.current)],
    minSamples,
  );
  // The figures stay for who wants to see them; they are not judged, and do not count in the adjustment of the others.
  return few
    ? made.map(test => ({ ...test, insufficient: few, pValue: null }))
    : made;
}

function applies(
  test: { enabled: boolean; columnTypes: 'all' | ColumnType },
  { type }: ColumnPair,
): boolean {
  return (
    test.enabled && (test.columnTypes === 'all' || test.columnTypes === type)
  );
}

function measureKs(
  { baseline, current, grid }: ColumnPair,
  ks: TestSettings['ks'],
): Measured {
  const base = {
    method: 'ks' as const,
    convention: CONVENTIONS.ks,
    threshold: ks.minEffect,
  };
  const parameters = { alpha: ks.alpha, minEffect: ks.minEffect };
  const result = ksFromProfiles(
    baseline as NumericProfile,
    current as NumericProfile,
    grid as NumericGrid,
  );
  return result.insufficient
    ? notMeasured({ ...base, parameters }, result.reason)
    : {
        ...base,
        parameters: { ...parameters, distribution: result.method },
        statistic: result.statistic,
        effectSize: result.statistic,
        pValue: result.pValue,
        errorBound: result.errorBound,
        alpha: ks.alpha,
        certain: result.statistic,
        possible: result.statistic + result.errorBound,
        ...words('KS distance', result.statistic, ks.minEffect),
      };
}

function measureChiSquare(
  { baseline, current, grid }: ColumnPair,
  chiSquare: TestSettings['chiSquare'],
): Measured {
  const base = {
    method: 'chi-square' as const,
    convention: CONVENTIONS.chiSquare,
    threshold: chiSquare.minEffect,
  };
  const parameters = {
    alpha: chiSquare.alpha,
    minEffect: chiSquare.minEffect,
  };
  const result = chiSquareFromProfiles(
    baseline as CategoricalProfile,
    current as CategoricalProfile,
    grid as CategoricalGrid,
  );
  return result.insufficient
    ? notMeasured({ ...base, parameters }, result.reason)
    : {
        ...base,
        parameters: { ...parameters, dof: result.dof, merged: result.merged },
        statistic: result.statistic,
        effectSize: result.cramersV,
        pValue: result.pValue,
        errorBound: null,
        alpha: chiSquare.alpha,
        certain: result.cramersV,
        possible: result.cramersV,
        ...words("Cramér's V", result.cramersV, chiSquare.minEffect),
      };
}

type PsiOn = (buckets: number) => ReturnType<typeof psiFromProfiles>;

/** The PSI by number of buckets, measured once: the distances on buckets take their limit of chance from it. */
function psiByBuckets({ baseline, current, grid }: ColumnPair): PsiOn {
  const known = new Map<number, ReturnType<PsiOn>>();
  return buckets => {
    const psi =
      known.get(buckets) ??
      psiFromProfiles(baseline, current, { buckets, grid });
    known.set(buckets, psi);
    return psi;
  };
}

function measurePsi(psiOn: PsiOn, psi: TestSettings['psi']): Measured {
  const base = { method: 'psi' as const, convention: CONVENTIONS.psi };
  const result = psiOn(psi.buckets);
  if (result.insufficient) {
    return notMeasured(
      { ...base, threshold: psi.fail, parameters: { warn: psi.warn } },
      result.reason,
    );
  }
  // Below what chance alone brings about, PSI says nothing, however low the configured limit is.
  const floor = result.noDriftBound95;
  const threshold = Math.max(psi.fail, floor);
  const warn = Math.max(psi.warn, floor);
  return {
    ...base,
    threshold,
    parameters: {
      warn,
      buckets: result.buckets.length,
      smoothing: result.smoothing,
      noDriftBound95: floor,
    },
    statistic: result.psi,
    effectSize: result.psi,
    pValue: null,
    errorBound: null,
    warn,
    certain: result.psi,
    possible: result.psi,
    ...words('PSI', result.psi, threshold),
  };
}

function measureBuckets(
  { baseline, current, grid }: ColumnPair,
  psiOn: PsiOn,
  settings: BucketDistanceSettings,
  { method, convention, name, measure, atPsi }: BucketDistance,
): Measured {
  const base = { method, convention, threshold: settings.threshold };
  const { buckets } = settings;
  const result = measure(baseline, current, { buckets, grid });
  const psi = psiOn(buckets);
  if (result.insufficient) {
    return notMeasured({ ...base, parameters: {} }, result.reason);
  }
  if (psi.insufficient) {
    return notMeasured({ ...base, parameters: {} }, psi.reason);
  }
  const floor = atPsi(psi.noDriftBound95);
  const threshold = Math.max(settings.threshold, floor);
  return {
    method,
    convention,
    threshold,
    parameters: { buckets: psi.buckets.length, noDriftBound95: floor },
    statistic: result.distance,
    effectSize: result.distance,
    pValue: null,
    errorBound: null,
    certain: result.distance,
    possible: result.distance,
    ...words(name, result.distance, threshold),
  };
}

/** The grid hides how the values lie within a bin, so the distance may be off either way. */
function measureWasserstein(
  { baseline, current, grid }: ColumnPair,
  { threshold }: TestSettings['wasserstein'],
): Measured {
  const base = {
    method: 'wasserstein' as const,
    convention: CONVENTIONS.wasserstein,
    threshold,
  };
  const result = wassersteinFromProfiles(
    baseline as NumericProfile,
    current as NumericProfile,
    grid as NumericGrid,
  );
  if (result.insufficient) {
    return notMeasured({ ...base, parameters: {} }, result.reason);
  }
  const { distance, normalized, referenceDeviation } = result;
  const errorBound =
    referenceDeviation > 0 ? result.errorBound / referenceDeviation : 0;
  const parameters: JsonObject = { distance, referenceDeviation };
  const certain = normalized - errorBound;
  if (errorBound >= threshold && certain < threshold) {
    // Heavy tails: what the outer bins hide is more than what is looked for.
    return notMeasured(
      { ...base, parameters: { ...parameters, errorBound } },
      `the tails are too long for the grid: it tells the Wasserstein distance to within ${formatNumber(
        errorBound,
      )} only, and the limit is ${formatNumber(threshold)}`,
    );
  }
  return {
    ...base,
    parameters,
    statistic: normalized,
    effectSize: normalized,
    pValue: null,
    errorBound,
    certain,
    possible: normalized,
    ...words('Wasserstein distance', normalized, threshold),
  };
}

function words(name: string, effect: number, threshold: number) {
  return {
    subject: `${name} ${formatNumber(effect)} is`,
    limit: formatNumber(threshold),
  };
}
