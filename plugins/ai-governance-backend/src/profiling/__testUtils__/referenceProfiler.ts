import type {
  MonitoredColumn,
  RejectedLine,
  RejectionReason,
} from '@ai-governance/plugin-ai-governance-common';
import type { HourlyCounts } from '@ai-governance/plugin-ai-governance-node';
import {
  emptyProfile,
  type Grid,
} from '@ai-governance/plugin-ai-governance-statistics';
import { type Found, type LinesOfFile, readCapture } from './referenceReaders';

/**
 * Counts the lines of one hour the slow and simple way, record by record. Knows neither SQL nor any code of the
 * engine. Covers what the generated records of the tests use.
 */
export function referenceCounts(
  files: LinesOfFile[],
  columns: MonitoredColumn[],
  grid: Grid,
  read: (files: LinesOfFile[]) => Found[] = readCapture,
): Pick<HourlyCounts, 'profile' | 'duplicates' | 'rejected' | 'rejectedLines'> {
  const rejected: Partial<Record<RejectionReason, number>> = {};
  const rejectedLines: RejectedLine[] = [];
  const reject = (
    reason: RejectionReason,
    at: Omit<RejectedLine, 'reason'>,
  ) => {
    rejected[reason] = (rejected[reason] ?? 0) + 1;
    if (
      !rejectedLines.some(
        other =>
          other.object === at.object &&
          other.line === at.line &&
          other.reason === reason,
      )
    ) {
      rejectedLines.push({ ...at, reason });
    }
  };
  const profile = emptyProfile(grid);
  const unseen = new Map<string, Map<string, number>>();
  let duplicates = 0;
  for (const found of read(files)) {
    if (found.kind === 'duplicate') {
      duplicates++;
    } else if (found.kind === 'rejected') {
      reject(found.reason, found.at);
    } else if (
      columns.some(
        ({ role, at }) =>
          role === 'feature' &&
          (typeof at === 'number'
            ? !Array.isArray(found.input) || at >= found.input.length
            : Array.isArray(found.input)),
      )
    ) {
      reject('column-count', found.at);
    } else {
      profile.rows++;
      for (const column of columns) {
        const from: any =
          column.role === 'feature' ? found.input : found.output;
        count(column, from?.[column.at]);
      }
    }
  }

  function count({ name }: MonitoredColumn, cell: unknown) {
    const counts = profile.columns[name];
    const bins = grid[name];
    const text = cell === null || cell === undefined ? '' : String(cell).trim();
    if (counts.kind === 'numeric' && bins.kind === 'numeric') {
      if (['', 'null', 'na', 'nan'].includes(text.toLowerCase())) {
        counts.missing++;
      } else if (/^[+-]?inf$/.test(text)) {
        counts.outOfRange++;
      } else if (/^-?[\d.]+(e-?\d+)?$/.test(text)) {
        const x = Number(text);
        counts.bins[bins.edges.filter(edge => edge < x).length]++;
        counts.sum += x;
        counts.sumSquares += x * x;
        counts.min = Math.min(x, counts.min ?? Infinity);
        counts.max = Math.max(x, counts.max ?? -Infinity);
      } else {
        counts.invalid++;
      }
    } else if (counts.kind === 'categorical' && bins.kind === 'categorical') {
      const known = bins.categories.indexOf(text);
      if (text === '') {
        counts.missing++;
      } else if (known >= 0) {
        counts.counts[known]++;
      } else {
        const values = unseen.get(name) ?? new Map<string, number>();
        values.set(text, (values.get(text) ?? 0) + 1);
        unseen.set(name, values);
      }
    }
  }
  for (const [name, values] of unseen) {
    const counts = profile.columns[name];
    if (counts.kind === 'categorical') {
      const sorted = [...values].sort(
        ([a, n], [b, m]) => m - n || (a < b ? -1 : 1),
      );
      counts.unseen = Object.fromEntries(sorted.slice(0, 20));
      counts.other = sorted.slice(20).reduce((sum, [, n]) => sum + n, 0);
    }
  }
  const order = files.map(({ key }) => key);
  rejectedLines.sort(
    (a, b) =>
      order.indexOf(a.object) - order.indexOf(b.object) ||
      a.line - b.line ||
      (a.reason < b.reason ? -1 : 1),
  );
  return {
    profile,
    duplicates,
    rejected,
    rejectedLines: rejectedLines.slice(0, 20),
  };
}
