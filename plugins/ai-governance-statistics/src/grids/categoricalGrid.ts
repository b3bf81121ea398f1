import { checkCount, checkNumber } from '../errors';
import type { CategoricalGrid } from '../profiles/types';

/** Most categories of a categorical grid when nothing else is asked for. @public */
export const DEFAULT_MAX_CATEGORIES = 1000;

/** Orders names by their UTF-16 code units: the same in every locale, browser and database. */
export function compareNames(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * Makes a grid of the most frequent categories, by count from high to low, then by name.
 *
 * @param counts - rows per category of the reference, whole numbers from 0; categories with none are left out
 * @param max - most categories kept, a whole number from 1
 * @throws InvalidInputError when a count or `max` is not allowed
 */
export function categoricalGrid(
  counts: ReadonlyMap<string, number> | Readonly<Record<string, number>>,
  max: number = DEFAULT_MAX_CATEGORIES,
): CategoricalGrid {
  checkNumber(max, 'max', { min: 1, integer: true });
  const entries: [string, number][] =
    counts instanceof Map ? [...counts] : Object.entries(counts);
  for (const [category, count] of entries) {
    checkCount(count, `the count of category ${JSON.stringify(category)}`);
  }
  return {
    kind: 'categorical',
    categories: entries
      .filter(([, count]) => count > 0)
      .sort(([a, n], [b, m]) => m - n || compareNames(a, b))
      .slice(0, max)
      .map(([category]) => category),
  };
}
