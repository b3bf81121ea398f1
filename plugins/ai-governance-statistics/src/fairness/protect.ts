import { labelledCount } from '../outcomes/profile';
import type { OutcomeTable, TableCell } from '../outcomes/table';
import type { OutcomeCounts } from '../outcomes/types';

/** What counts are rounded to where a small group could otherwise be computed. @public */
export const ROUNDED_TO = 5;

/**
 * A cell of which is known what may be told of it. Only shown ones have counts.
 */
export type ProtectedCell =
  | {
      state: 'shown';
      cell: TableCell;
      counts: OutcomeCounts;
      /** Whether the labelled counts may be told: they are none, or at least the minimum. */
      labelsShown: boolean;
    }
  | {
      state: 'suppressed' | 'empty';
      cell: Omit<TableCell, 'counts' | 'strata'>;
    };

/**
 * Decides what may be told of a table before anything is computed from it.
 *
 * A group with fewer decisions than the minimum is suppressed. That alone does not hide it: totals of the window are
 * known elsewhere (rows ingested, predictions, the confusion matrix, the attribute by itself beside its intersection with
 * others), and what is left of a total when all shown groups are taken away is the group that is not shown. So as soon as
 * any combination in the table is too small, all shown groups have their counts rounded to multiples of 5, and everything
 * told of them is computed from the rounded counts: no sum or difference of what is told, in this table or with others,
 * gives an exact count of a small group. A group that is too small in one table is so in every table that divides it
 * further, so these are rounded as well. The same holds for labels that are fewer than the minimum in a group that is
 * itself large enough: the group is shown without its labelled counts, and the table is rounded.
 *
 * Groups `other` and `missing` are told of in a table of one attribute, not in an intersection; when they are too small,
 * the table is rounded nevertheless.
 */
export function protectTable(
  { attributes, cells }: OutcomeTable,
  minGroupSize: number,
): { cells: ProtectedCell[]; roundedTo: number | null } {
  const isSmall = (size: number) => size > 0 && size < minGroupSize;
  const rounded = cells.some(
    ({ counts }) => isSmall(counts.n) || isSmall(labelledCount(counts)),
  );
  const told = cells.filter(
    ({ kind }) => attributes.length === 1 || kind === 'group',
  );
  const protectedCells = told.map((cell): ProtectedCell => {
    const { counts, strata, ...named } = cell;
    if (counts.n === 0) return { state: 'empty', cell: named };
    if (isSmall(counts.n)) return { state: 'suppressed', cell: named };
    return {
      state: 'shown',
      cell: rounded ? { ...cell, strata: roundStrata(strata) } : cell,
      counts: rounded ? roundCounts(counts) : counts,
      labelsShown: !isSmall(labelledCount(counts)),
    };
  });
  return { cells: protectedCells, roundedTo: rounded ? ROUNDED_TO : null };
}

/** Orders counts, the greater first, by every figure in turn: equal only when all are. */
export function compareCounts(a: OutcomeCounts, b: OutcomeCounts): number {
  return (
    b.n - a.n ||
    b.selected - a.selected ||
    b.tp - a.tp ||
    b.fp - a.fp ||
    b.fn - a.fn ||
    b.tn - a.tn
  );
}

/** The whole is at least its labelled part, which is rounded by itself. */
function roundCounts(counts: OutcomeCounts): OutcomeCounts {
  const tp = round(counts.tp);
  const fp = round(counts.fp);
  const fn = round(counts.fn);
  const tn = round(counts.tn);
  const selected = Math.max(round(counts.selected), tp + fp);
  const rejected = Math.max(round(counts.n - counts.selected), fn + tn);
  return { n: selected + rejected, selected, tp, fp, fn, tn };
}

function roundStrata(strata: TableCell['strata']): TableCell['strata'] {
  return new Map(
    [...strata].map(([key, { n, selected }]) => {
      const kept = round(selected);
      return [key, { n: kept + round(n - selected), selected: kept }];
    }),
  );
}

function round(count: number): number {
  return Math.round(count / ROUNDED_TO) * ROUNDED_TO;
}
