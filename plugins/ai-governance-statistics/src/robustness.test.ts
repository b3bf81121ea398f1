import fc from 'fast-check';
import * as statistics from '.';
import {
  anyName,
  anyNumber,
  anyRawValue,
  finiteNumber,
  numericGrid,
} from './__testUtils__/arbitraries';

/** Calls of every public function with anything of the right type, however senseless. */
const numbers = fc.array(anyNumber, { maxLength: 30 });
const count = fc.oneof(fc.nat(20), anyNumber);
const counts = fc.array(count, { maxLength: 12 });
const options = fc.record(
  {
    buckets: fc.oneof(fc.integer({ min: 2, max: 30 }), anyNumber),
    smoothing: fc.oneof(anyNumber, fc.constant('auto' as const)),
    confidence: fc.oneof(fc.double({ min: 0, max: 1 }), anyNumber),
  },
  { requiredKeys: [] },
);

/** Profiles with counts and figures that no engine should give. */
const numericProfile = fc.record({
  kind: fc.constant('numeric' as const),
  bins: counts,
  sum: anyNumber,
  sumSquares: anyNumber,
  min: fc.option(anyNumber),
  max: fc.option(anyNumber),
  missing: count,
  invalid: count,
  outOfRange: count,
});
const categoricalProfile = fc.record({
  kind: fc.constant('categorical' as const),
  counts,
  unseen: fc.dictionary(anyName, count, { maxKeys: 3 }),
  other: count,
  missing: count,
});
const numericColumn = fc
  .tuple(fc.uniqueArray(finiteNumber, { maxLength: 11 }), numericProfile)
  .map(([edges, profile]) => ({
    grid: { kind: 'numeric' as const, edges: edges.sort((a, b) => a - b) },
    profile: fitted(profile, 'bins', edges.length + 1),
  }));
const categoricalColumn = fc
  .tuple(fc.uniqueArray(anyName, { maxLength: 11 }), categoricalProfile)
  .map(([categories, profile]) => ({
    grid: { kind: 'categorical' as const, categories },
    profile: fitted(profile, 'counts', categories.length),
  }));

/** Gives a profile as many counts as its grid has bins, so that more than the check of shapes is tried. */
function fitted<K extends string, P extends Record<K, number[]>>(
  profile: P,
  key: K,
  size: number,
): P {
  const given = profile[key];
  return {
    ...profile,
    [key]: Array.from({ length: size }, (_, i) =>
      given.length > 0 ? given[i % given.length] : i,
    ),
  };
}

const s = statistics;
const calls: Record<string, fc.Arbitrary<() => unknown>> = {
  samples: fc
    .tuple(
      fc.constantFrom(
        s.ksTwoSample,
        s.psiFromSamples,
        s.jensenShannonFromSamples,
        s.hellingerFromSamples,
        s.wassersteinFromSamples,
        s.bucketsFromSamples,
      ),
      numbers,
      numbers,
      options,
    )
    .map(
      ([call, a, b, settings]) =>
        () =>
          call(a, b, settings),
    ),
  counts: fc
    .tuple(
      fc.constantFrom(
        (a: number[], b: number[], _: unknown) => s.chiSquareTwoSample(a, b),
        s.psiFromCounts,
        s.jensenShannonFromCounts,
        s.hellingerFromCounts,
      ),
      fc.array(fc.tuple(count, count), { maxLength: 12 }),
      options,
    )
    .map(
      ([call, pairs, settings]) =>
        () =>
          call(
            pairs.map(([a]) => a),
            pairs.map(([, b]) => b),
            settings,
          ),
    ),
  'numeric profiles': fc
    .tuple(
      fc.constantFrom<((a: any, b: any, grid: any, o: any) => unknown)[]>(
        s.ksFromProfiles,
        s.wassersteinFromProfiles,
        s.bucketsFromProfiles,
        (a, _, grid) => s.numericSummary(a, grid),
        (a, _, grid, o) => s.quantileFromProfile(a, grid, o.confidence ?? 0.5),
        (a, b, grid, o) => s.psiFromProfiles(a, b, { ...o, grid }),
        (a, b, grid, o) => s.jensenShannonFromProfiles(a, b, { ...o, grid }),
        (a, b, grid, o) => s.hellingerFromProfiles(a, b, { ...o, grid }),
        (a, _, grid) =>
          s.encodeProfile({ rows: 1, columns: { a } }, { a: grid }),
      ),
      numericColumn,
      numericProfile,
      options,
    )
    .map(
      ([call, a, other, o]) =>
        () =>
          call(
            a.profile,
            fitted(other, 'bins', a.profile.bins.length),
            a.grid,
            o,
          ),
    ),
  'categorical profiles': fc
    .tuple(
      fc.constantFrom<((a: any, b: any, grid: any, o: any) => unknown)[]>(
        s.chiSquareFromProfiles,
        s.bucketsFromProfiles,
        (a, b, grid, o) => s.psiFromProfiles(a, b, { ...o, grid }),
        (a, b, grid, o) => s.jensenShannonFromProfiles(a, b, { ...o, grid }),
        (a, b, grid, o) => s.hellingerFromProfiles(a, b, { ...o, grid }),
        (a, _, grid) =>
          s.encodeProfile({ rows: 1, columns: { a } }, { a: grid }),
      ),
      categoricalColumn,
      categoricalProfile,
      options,
    )
    .map(
      ([call, a, other, o]) =>
        () =>
          call(
            a.profile,
            fitted(other, 'counts', a.profile.counts.length),
            a.grid,
            o,
          ),
    ),
  'raw values': fc.tuple(fc.array(anyRawValue), numericGrid).map(
    ([values, grid]) =>
      () =>
        s.profileValues(values, grid),
  ),
  grids: fc
    .tuple(numbers, anyNumber, fc.dictionary(anyName, count))
    .chain(([values, number, byName]) =>
      fc.constantFrom<(() => unknown)[]>(
        () => s.numericGridFromQuantiles(values),
        () => s.numericGridFromValues(values, number),
        () => s.categoricalGrid(byName, number),
        () => s.binIndex(s.numericGridFromValues(values, 5), number),
      ),
    ),
  'rates and levels': fc
    .tuple(count, count, count, count, options)
    .chain(([a, b, c, d, o]) =>
      fc.constantFrom<(() => unknown)[]>(
        () => s.wilsonInterval(a, b, o),
        () => s.newcombeInterval(a, b, c, d, o),
        () => s.katzInterval(a, b, c, d, o),
        () => s.cramersV(a, b, c, d),
        () => s.severityFromKs(a),
        () => s.severityFromPsi(a),
        () => s.adjustPValues([a, b, c, d], 'benjamini-hochberg'),
      ),
    ),
};

/** Whether NaN or an infinity is anywhere inside. */
function holdsNaN(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(holdsNaN);
}

/** What a call ends in, in words. */
function outcome(call: () => unknown): string {
  try {
    const result = call();
    return holdsNaN(result) ? JSON.stringify(result) : 'numbers';
  } catch (error) {
    return error instanceof s.InvalidInputError
      ? 'typed error'
      : `${(error as Error).stack}`;
  }
}

describe('no input yields NaN or throws anything but a typed error', () => {
  it.each(Object.keys(calls))('%s', kind => {
    fc.assert(
      fc.property(calls[kind], call => {
        expect(outcome(call)).toMatch(/^(numbers|typed error)$/);
      }),
      { numRuns: 2000 },
    );
  });
});
