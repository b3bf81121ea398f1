import { checkCounts, GridMismatchError, InvalidInputError } from '../errors';
import { chiSquaredSurvival } from '../distributions/chiSquared';
import { cramersV } from '../distances/cramersV';
import { checkSameColumnShape, shapeOf } from '../profiles/profile';
import { getEntry } from '../profiles/record';
import type { CategoricalGrid, CategoricalProfile } from '../profiles/types';
import {
  insufficientData,
  type InsufficientData,
  tooFewValues,
} from '../result';
import { type CategoryCounts, mergeThinCategories } from './cellRule';

/**
 * Result of a two-sample chi-square test.
 * @public
 */
export interface ChiSquareResult {
  insufficient: false;
  /** Chi-square, without Yates' correction. */
  statistic: number;
  /** Degrees of freedom: the tested categories less one; 0 when both sides hold one and the same category only. */
  dof: number;
  /** Probability of so great a chi-square when both sides have the same distribution. */
  pValue: number;
  /** Bias-corrected Cramér's V, from 0 to 1: the size of the effect. */
  cramersV: number;
  /** Groups of categories that were merged because they were too thin; names, the larger first. */
  merged: string[][];
  /** Categories tested, each merged group as one. */
  categories: number;
  /** Values of the reference. */
  n: number;
  /** Values of the current sample. */
  m: number;
}

/** Name under which values beyond the listed unseen ones take part. @public */
export const OTHER_CATEGORY = '__other__';

/**
 * Two-sample chi-square test of homogeneity (Pearson, without Yates' correction) after merging thin categories: more
 * than two categories need at most 20 % of the expected counts below 5, exactly two need all of them at least 10.
 *
 * @param reference - counts per category, whole numbers from 0
 * @param current - counts of the same categories in the same order; a category with none on either side is left out
 * @param names - names of the categories for `merged`, distinct; positions when absent
 * @returns the result; insufficient when a side has fewer than two values, or when even two groups are too thin
 * @throws InvalidInputError when lengths differ or a count is not allowed
 * @public
 */
export function chiSquareTwoSample(
  reference: readonly number[],
  current: readonly number[],
  names?: readonly string[],
): ChiSquareResult | InsufficientData {
  if (
    current.length !== reference.length ||
    (names && names.length !== reference.length)
  ) {
    throw new InvalidInputError(
      `there are ${reference.length} reference counts, ${
        current.length
      } current counts and ${
        names ? names.length : 'no'
      } names; allowed are as many of each`,
    );
  }
  checkCounts(reference, 'reference count');
  checkCounts(current, 'current count');
  const categories: CategoryCounts[] = [];
  let n = 0;
  let m = 0;
  for (let i = 0; i < reference.length; i++) {
    n += reference[i];
    m += current[i];
    if (reference[i] + current[i] > 0) {
      categories.push({
        names: [names ? names[i] : String(i)],
        reference: reference[i],
        current: current[i],
      });
    }
  }
  return tooFewValues(n, m) ?? test(categories, n, m);
}

/**
 * {@link chiSquareTwoSample} over the union of the categories of two profiles: those of the grid, those it does not
 * know, and what either side holds beyond its listed unseen values, as `__other__`. Missing values do not take part.
 *
 * @param reference - counts on the grid
 * @param current - counts on the same grid
 * @param grid - the grid
 * @throws GridMismatchError when a profile is not on the grid
 * @public
 */
export function chiSquareFromProfiles(
  reference: CategoricalProfile,
  current: CategoricalProfile,
  grid: CategoricalGrid,
): ChiSquareResult | InsufficientData {
  checkSameColumnShape(reference, current, 'the column');
  if (grid.categories.length !== shapeOf(reference)) {
    throw new GridMismatchError(
      `the profiles have ${shapeOf(reference)} categories and the grid has ${
        grid.categories.length
      }`,
    );
  }
  const unseen = [
    ...new Set([
      ...Object.keys(reference.unseen),
      ...Object.keys(current.unseen),
    ]),
  ];
  const countsOf = ({ counts, unseen: own, other }: CategoricalProfile) => [
    ...counts,
    ...unseen.map(name => getEntry(own, name) ?? 0),
    other,
  ];
  return chiSquareTwoSample(countsOf(reference), countsOf(current), [
    ...grid.categories,
    ...unseen,
    OTHER_CATEGORY,
  ]);
}

function test(
  categories: CategoryCounts[],
  n: number,
  m: number,
): ChiSquareResult | InsufficientData {
  const groups = mergeThinCategories(categories);
  if (groups.length === 1 && categories.length > 1) {
    return insufficientData(
      `the ${categories.length} categories cannot be merged into two groups with at least 10 expected values on each side`,
    );
  }
  let statistic = 0;
  for (const group of groups) {
    // Both cells of a category at once: the share of what is expected on either side adds up to this.
    const difference = group.reference * (m / n) - group.current;
    statistic +=
      (difference * difference * (n / m)) / (group.reference + group.current);
  }
  const dof = groups.length - 1;
  return {
    insufficient: false,
    statistic,
    dof,
    pValue: dof === 0 ? 1 : chiSquaredSurvival(statistic, dof),
    cramersV: cramersV(statistic, n + m, 2, groups.length),
    merged: groups.filter(g => g.names.length > 1).map(g => g.names),
    categories: groups.length,
    n,
    m,
  };
}
