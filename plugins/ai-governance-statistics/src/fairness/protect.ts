import { labelledCount } from '../outcomes/profile';
import type { OutcomeTable, TableCell } from '../outcomes/table';
import type { OutcomeCounts } from '../outcomes/types';

/** What counts are rounded to where a suppressed group could otherwise be computed. @public */
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
      rounded: boolean;
    }
  | {
      state: 'suppressed' | 'empty';
      cell: Omit<TableCell, 'counts' | 'strata'>;
    };

/**
 * Decides what may be told of a table before anything is computed from it.
 *
 * A group with fewer decisions than the minimum is suppressed. That alone does not hide it: totals of the window are known
 * elsewhere (rows ingested, other attributes, attributes by themselves beside their intersection), and where one group
 * alone is hidden it is the total less the others. So each line of the table, that is all groups of one attribute with the
 * groups of the other attributes fixed, is looked at. Where a single cell is hidden, or the hidden ones together are
 * fewer than the minimum, the largest shown cell of the line gets its six elementary counts rounded to multiples of 5,
 * and everything told of it is computed from the rounded counts. What is then left of the total is blurred in each
 * elementary count by as much as a small group has in it; the largest cell changes least. The same is done for labelled
 * counts that are fewer than the minimum in a group that is itself large enough.
 *
 * Groups `other` and `missing` are told of in a table of one attribute, not in an intersection.
 */
export function protectTable(
  { attributes, cells }: OutcomeTable,
  minGroupSize: number,
): ProtectedCell[] {
  const told = (cell: TableCell) =>
    attributes.length === 1 || cell.kind === 'group';
  const rounded = new Set<TableCell>();
  for (const line of linesOf(cells, attributes.length)) {
    for (const size of [decisions, labels]) {
      for (const cell of toRound(line, size, told, minGroupSize)) {
        rounded.add(cell);
      }
    }
  }
  return cells.filter(told).map((cell): ProtectedCell => {
    const { counts, strata, ...named } = cell;
    if (counts.n === 0) return { state: 'empty', cell: named };
    if (counts.n < minGroupSize) return { state: 'suppressed', cell: named };
    const labelled = labelledCount(counts);
    const isRounded = rounded.has(cell);
    return {
      state: 'shown',
      cell: isRounded ? { ...cell, strata: roundStrata(cell) } : cell,
      counts: isRounded ? roundCounts(counts) : counts,
      labelsShown: labelled === 0 || labelled >= minGroupSize,
      rounded: isRounded,
    };
  });
}

/** The cells of a line that have to be rounded: the largest shown one, or all that are equal to it in every count. */
function toRound(
  line: TableCell[],
  size: (cell: TableCell) => number,
  told: (cell: TableCell) => boolean,
  minGroupSize: number,
): TableCell[] {
  const isSmall = (cell: TableCell) =>
    size(cell) > 0 && size(cell) < minGroupSize;
  if (!line.some(isSmall)) return [];
  const hidden = line.filter(
    cell => isSmall(cell) || (size(cell) > 0 && !told(cell)),
  );
  const sum = hidden.reduce((n, cell) => n + size(cell), 0);
  if (hidden.length > 1 && sum >= minGroupSize) return [];
  const shown = line.filter(cell => told(cell) && size(cell) >= minGroupSize);
  if (shown.length === 0) return [];
  const largest = shown.reduce((a, b) => (bySize(a, b) <= 0 ? a : b));
  return shown.filter(cell => bySize(cell, largest) === 0);

  function bySize(a: TableCell, b: TableCell): number {
    return size(b) - size(a) || compareCounts(a.counts, b.counts);
  }
}

/** Cells that share all positions but one; every cell is in as many lines as there are attributes. */
function linesOf(cells: TableCell[], dimensions: number): TableCell[][] {
  const lines = new Map<string, TableCell[]>();
  for (const cell of cells) {
    for (let free = 0; free < dimensions; free++) {
      const key = cell.positions
        .map((at, i) => (i === free ? '*' : at))
        .join(' ');
      const line = lines.get(key);
      if (line) line.push(cell);
      else lines.set(key, [cell]);
    }
  }
  return [...lines.values()];
}

function decisions(cell: TableCell): number {
  return cell.counts.n;
}

function labels(cell: TableCell): number {
  return labelledCount(cell.counts);
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

function roundCounts(counts: OutcomeCounts): OutcomeCounts {
  const tp = round(counts.tp);
  const fp = round(counts.fp);
  const fn = round(counts.fn);
  const tn = round(counts.tn);
  const selected = tp + fp + round(counts.selected - counts.tp - counts.fp);
  const rejected =
    fn + tn + round(counts.n - counts.selected - counts.fn - counts.tn);
  return { n: selected + rejected, selected, tp, fp, fn, tn };
}

function roundStrata({ strata }: TableCell): TableCell['strata'] {
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
