import { compareNames } from '../grids/categoricalGrid';

/** Counts of one category, or of several merged ones, on both sides. */
export interface CategoryCounts {
  names: string[];
  reference: number;
  current: number;
}

/** Expected count below which a cell is thin when there are more than two categories. */
const THIN_CELL = 5;

/** At most one cell in so many may be thin. */
const THIN_ONE_IN = 5;

/** Smallest expected count of every cell when there are exactly two categories. */
const TWO_CATEGORY_CELL = 10;

/**
 * Merges categories until the chi-square approximation holds (W. G. Cochran, "Some Methods for Strengthening the Common
 * χ² Tests", 1954): with more than two categories at most 20 % of the expected counts below 5, with exactly two every
 * expected count at least 10. While that does not hold, the category with the fewest values is merged into the one with
 * the next fewest; equal ones go by the reference's count, then by name, so that the order they come in has no say.
 *
 * @param categories - categories with at least one value
 * @returns groups by size from small to large; a single one when even two do not satisfy the rule
 */
export function mergeThinCategories(
  categories: CategoryCounts[],
): CategoryCounts[] {
  let n = 0;
  let m = 0;
  for (const { reference, current } of categories) {
    n += reference;
    m += current;
  }
  const thinCells = ({ reference, current }: CategoryCounts) => {
    // Expected is size · n / (n + m); whole numbers are compared, so that rounding has no say.
    const size = reference + current;
    const least = THIN_CELL * (n + m);
    return Number(size * n < least) + Number(size * m < least);
  };

  const groups: Group[] = categories
    .map(category => ({ ...category, first: category.names[0], parts: null }))
    .sort(bySize);
  let thin = groups.reduce((sum, group) => sum + thinCells(group), 0);
  const satisfied = () => {
    if (groups.length > 2) return THIN_ONE_IN * thin <= 2 * groups.length;
    const smallest = groups[0].reference + groups[0].current;
    return smallest * Math.min(n, m) >= TWO_CATEGORY_CELL * (n + m);
  };

  while (groups.length > 1 && !satisfied()) {
    const [smaller, next] = groups.splice(0, 2);
    const merged: Group = {
      names: [],
      reference: smaller.reference + next.reference,
      current: smaller.current + next.current,
      first: next.first,
      parts: [next, smaller],
    };
    thin += thinCells(merged) - thinCells(smaller) - thinCells(next);
    groups.splice(placeOf(merged, groups), 0, merged);
  }
  return groups.map(group => ({
    names: namesOf(group),
    reference: group.reference,
    current: group.current,
  }));
}

/** A category or two merged groups; names are only gathered at the end, as there may be thousands. */
interface Group extends CategoryCounts {
  first: string;
  parts: [Group, Group] | null;
}

/** Where a group belongs among groups that are sorted by size. */
function placeOf(group: Group, groups: Group[]): number {
  let low = 0;
  let high = groups.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (bySize(groups[middle], group) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function bySize(a: Group, b: Group): number {
  return (
    a.reference + a.current - b.reference - b.current ||
    a.reference - b.reference ||
    compareNames(a.first, b.first)
  );
}

function namesOf(group: Group): string[] {
  const names: string[] = [];
  const open = [group];
  // A loop, since groups may be nested as deep as there are categories.
  for (let part = open.pop(); part; part = open.pop()) {
    if (part.parts) open.push(part.parts[1], part.parts[0]);
    else names.push(...part.names);
  }
  return names;
}
