import { compareNames } from '../grids/categoricalGrid';
import { compareCounts, type ProtectedCell } from './protect';
import type { ShownCell } from './rates';
import type { ReferenceRule } from './types';

/**
 * Chooses the group that the others are compared with, among those that are large enough.
 *
 * Ties are decided by the counts and at last by the names, so that which of two groups comes first in a file has no say,
 * and their names have one only where everything else is equal.
 *
 * @param cells - all groups of a table, suppressed and empty ones included
 * @returns the group, or why there is none
 */
export function chooseReference(
  cells: ProtectedCell[],
  rule: ReferenceRule,
  minGroupSize: number,
): { chosen: ShownCell; reason: null } | { chosen: null; reason: string } {
  const groups = cells.filter(({ cell }) => cell.kind === 'group');
  if (rule.kind === 'named') {
    const wanted = JSON.stringify(rule.group);
    const named = groups.find(
      ({ cell }) => JSON.stringify(cell.group) === wanted,
    );
    if (named?.state === 'shown') return { chosen: named, reason: null };
    const name = rule.group.join(', ');
    const why = {
      suppressed: `has fewer than ${minGroupSize} decisions`,
      empty: 'has no decisions',
      none: 'is not among the groups',
    }[named?.state ?? 'none'];
    return { chosen: null, reason: `the reference group ${name} ${why}` };
  }
  const shown = groups.filter(cell => cell.state === 'shown');
  if (shown.length === 0) {
    return {
      chosen: null,
      reason: `no group has at least ${minGroupSize} decisions`,
    };
  }
  return {
    chosen: shown.reduce((a, b) => (order(a, b, rule.kind) <= 0 ? a : b)),
    reason: null,
  };
}

function order(
  a: ShownCell,
  b: ShownCell,
  kind: 'largest' | 'best-rate',
): number {
  const byRate =
    kind === 'best-rate'
      ? // As products, because quotients of equal ratios may differ in their last digit.
        b.counts.selected * a.counts.n - a.counts.selected * b.counts.n
      : 0;
  return byRate || compareCells(a, b);
}

/** Orders groups by their counts, the greater first, and at last by their names. */
export function compareCells(a: ShownCell, b: ShownCell): number {
  return (
    compareCounts(a.counts, b.counts) ||
    compareNames(JSON.stringify(a.cell.group), JSON.stringify(b.cell.group))
  );
}
