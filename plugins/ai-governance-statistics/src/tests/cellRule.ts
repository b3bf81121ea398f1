import { compareNames } from '../grids/categoricalGrid';

/** Counts of one category, or of several merged ones, on both sides. */
export interface CategoryCounts {
  names: string[];
  reference: number;
  current: number;
}

/** Expected count below which a cell is thin when there are more than two categories. */
const THIN_CELL = 5;

/** Greatest share of thin cells. */
const THIN_SHARE = 0.2;

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
    const share = (reference + current) / (n + m);
    return Number(share * n < THIN_CELL) + Number(share * m < THIN_CELL);
  };

  const groups = [...categories].sort(bySize);
  let thin = groups.reduce((sum, group) => sum + thinCells(group), 0);
  let first = 0;
  const left = () => groups.length - first;
  const satisfied = () => {
    if (left() > 2) return thin <= THIN_SHARE * 2 * left();
    const smallest = groups[first].reference + groups[first].current;
    return (smallest / (n + m)) * Math.min(n, m) >= TWO_CATEGORY_CELL;
  };

  while (left() > 1 && !satisfied()) {
    const smaller = groups[first];
    const next = groups[first + 1];
    const merged: CategoryCounts = {
      names: [...next.names, ...smaller.names],
      reference: smaller.reference + next.reference,
      current: smaller.current + next.current,
    };
    thin += thinCells(merged) - thinCells(smaller) - thinCells(next);
    // The merged group takes the second place and moves up to where its size belongs.
    first++;
    let place = first;
    while (place + 1 < groups.length && bySize(groups[place + 1], merged) < 0) {
      groups[place] = groups[place + 1];
      place++;
    }
    groups[place] = merged;
  }
  return groups.slice(first);
}

function bySize(a: CategoryCounts, b: CategoryCounts): number {
  return (
    a.reference + a.current - b.reference - b.current ||
    a.reference - b.reference ||
    compareNames(a.names[0], b.names[0])
  );
}
