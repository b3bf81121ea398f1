import { readFileSync } from 'fs';
import { join } from 'path';
import { chiSquaredSurvival } from './distributions/chiSquared';
import { kolmogorovSurvival } from './distributions/kolmogorov';
import { kolmogorovTwoSampleSurvival } from './distributions/kolmogorovTwoSample';
import {
  adjustPValues,
  chiSquareTwoSample,
  hellingerFromCounts,
  hellingerFromSamples,
  jensenShannonFromCounts,
  jensenShannonFromSamples,
  katzInterval,
  ksFromProfiles,
  ksTwoSample,
  newcombeInterval,
  numericGridFromValues,
  profileValues,
  psiFromCounts,
  psiFromSamples,
  wassersteinFromSamples,
  wilsonInterval,
} from '.';
import { makeSample, type SampleSpec } from './__testUtils__/samples';

/** Greatest relative error of a p-value, and of everything else. */
const P_TOLERANCE = 1e-6;
const TOLERANCE = 1e-9;

/** One line of vectors.jsonl, see make_vectors.py. */
interface Vector {
  call: string;
  arguments: any[];
  expect: any;
}

const ofSamples =
  <R>(call: (a: Float64Array, b: Float64Array, ...rest: any[]) => R) =>
  (a: SampleSpec, b: SampleSpec, ...rest: any[]) =>
    call(makeSample(a), makeSample(b), ...rest);

const calls: Record<string, (...args: any[]) => unknown> = {
  adjustPValues,
  chiSquareTwoSample,
  chiSquaredSurvival,
  hellingerFromCounts,
  hellingerFromSamples: ofSamples(hellingerFromSamples),
  jensenShannonFromCounts,
  jensenShannonFromSamples: ofSamples(jensenShannonFromSamples),
  katzInterval,
  kolmogorovSurvival,
  kolmogorovTwoSampleSurvival,
  ksFromProfiles: ofSamples((a, b, bins: number) => {
    const grid = numericGridFromValues(a, bins);
    return ksFromProfiles(profileValues(a, grid), profileValues(b, grid), grid);
  }),
  ksTwoSample: ofSamples(ksTwoSample),
  newcombeInterval,
  psiFromCounts,
  psiFromSamples: ofSamples(psiFromSamples),
  wassersteinFromSamples: ofSamples(wassersteinFromSamples),
  wilsonInterval,
};

const vectors: Vector[] = readFileSync(
  join(__dirname, '__vectors__', 'vectors.jsonl'),
  'utf8',
)
  .trim()
  .split('\n')
  .map(line => JSON.parse(line));

/** Where what was got departs from what was expected, in words; nothing when it does not. */
function departures(
  actual: any,
  expected: any,
  path: string,
  isP: boolean,
): string[] {
  if (typeof expected === 'number') {
    const tolerance = isP ? P_TOLERANCE : TOLERANCE;
    const scale = Math.abs(expected);
    const error = Math.abs(actual - expected);
    return error <= tolerance * scale
      ? []
      : [`${path} is ${actual}, not ${expected} (error ${error / scale})`];
  }
  if (expected !== null && typeof expected === 'object') {
    return Object.keys(expected).flatMap(key =>
      departures(
        actual?.[key],
        expected[key],
        `${path}.${key}`,
        isP || key === 'pValue',
      ),
    );
  }
  return actual === expected ? [] : [`${path} is ${actual}, not ${expected}`];
}

describe('numbers of SciPy', () => {
  it('are at least 400, with p-values down to 1e-300', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(400);
    const p = vectors
      .map(({ expect: { pValue } }) => pValue)
      .filter(value => typeof value === 'number');
    expect(Math.min(...p)).toBeLessThan(1e-250);
  });

  it.each(Object.keys(calls))('%s gives them', call => {
    const cases = vectors.filter(vector => vector.call === call);
    expect(cases.length).toBeGreaterThan(0);
    const isP = /Survival$|adjustPValues/.test(call);
    const wrong = cases.flatMap(vector =>
      departures(
        calls[call](...vector.arguments),
        vector.expect,
        `${call}(${JSON.stringify(vector.arguments).slice(0, 300)})`,
        isP,
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('are all checked', () => {
    const unknown = vectors.filter(({ call }) => !(call in calls));
    expect(unknown).toEqual([]);
  });
});
