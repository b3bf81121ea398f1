import type { ComparedFeature, TestValues } from './compareRaw';

/** Greatest relative difference to SciPy that rounding explains. */
const TOLERANCE: Record<keyof TestValues, number> = {
  ks: 1e-9,
  ksP: 1e-6,
  psi: 1e-9,
  chiSquare: 1e-9,
  chiSquareP: 1e-6,
};

/**
 * A faster way to another number would be no comparison.
 * @throws Error when a statistic or a p-value differs by more than rounding explains
 */
export function checkSame(
  ours: ComparedFeature[],
  theirs: ComparedFeature[],
): void {
  ours.forEach(({ values }, feature) => {
    for (const key of Object.keys(TOLERANCE) as (keyof TestValues)[]) {
      const value = values[key];
      const other = theirs[feature].values[key];
      if (!(Math.abs(value - other) <= TOLERANCE[key] * Math.abs(other))) {
        throw new Error(
          `Feature ${feature}: ${key} is ${value}, SciPy has ${other}`,
        );
      }
    }
  });
}
