import { SEVERITIES } from '@ai-governance/plugin-ai-governance-common';
import type {
  DriftHistoryPoint,
  Severity,
  Verdict,
} from '@ai-governance/plugin-ai-governance-common';
import { isJudged, urgency } from './columns';

/** The worst that was measured of a column in a stretch of time. */
export interface HistoryCell {
  /** Start and end of the stretch, milliseconds since 1970. */
  from: number;
  to: number;
  /** Null when nothing was measured in it. */
  worst: {
    verdict: Verdict;
    severity: Severity;
    effectSize: number | null;
  } | null;
}

/** A column's history in stretches of equal length. */
export interface HistoryRow {
  column: string;
  cells: HistoryCell[];
}

const HOUR = 3_600_000;
/** Lengths of a stretch that divide a day and are easy to read, in hours. */
const STRETCHES = [4, 6, 8, 12, 24];

/** Hours of a stretch that is long enough to hold a run, judged by how often there was one. */
export function stretchHours(points: DriftHistoryPoint[]): number {
  const times = [...new Set(points.map(point => Date.parse(point.at)))].sort(
    (a, b) => a - b,
  );
  const gaps = times
    .slice(1)
    .map((time, index) => time - times[index])
    .sort((a, b) => a - b);
  const median = gaps[Math.floor(gaps.length / 2)] ?? 0;
  return STRETCHES.find(hours => hours * HOUR >= median) ?? 24;
}

/** Points of each column, in the order they came in. */
export function pointsByColumn(
  points: DriftHistoryPoint[],
): Map<string, DriftHistoryPoint[]> {
  const byColumn = new Map<string, DriftHistoryPoint[]>();
  for (const point of points) {
    const list = byColumn.get(point.column);
    if (list) {
      list.push(point);
    } else {
      byColumn.set(point.column, [point]);
    }
  }
  return byColumn;
}

/** Gravity of a point: one that was not judged counts less than any that was. */
function gravity(point: NonNullable<HistoryCell['worst']>): number[] {
  return [
    isJudged(point.verdict) ? 1 : 0,
    -urgency(point.verdict),
    SEVERITIES.indexOf(point.severity),
    point.effectSize ?? 0,
  ];
}

function isWorse(
  a: NonNullable<HistoryCell['worst']>,
  b: NonNullable<HistoryCell['worst']>,
): boolean {
  const [left, right] = [gravity(a), gravity(b)];
  const decisive = left.findIndex((value, index) => value !== right[index]);
  return decisive >= 0 && left[decisive] > right[decisive];
}

/**
 * Cuts the history into stretches of equal length and keeps the worst of each, so that a short drift is not averaged
 * away.
 * @param columns - names of the columns to show, in their order
 * @param period - from (exclusive) and to (inclusive), milliseconds since 1970
 * @param count - number of stretches
 */
export function historyRows(
  points: DriftHistoryPoint[],
  columns: string[],
  period: { from: number; to: number },
  count: number,
): HistoryRow[] {
  const length = (period.to - period.from) / count;
  const byColumn = pointsByColumn(points);
  return columns.map(column => {
    const cells: HistoryCell[] = Array.from({ length: count }, (_, index) => ({
      from: period.from + index * length,
      to: period.from + (index + 1) * length,
      worst: null,
    }));
    for (const point of byColumn.get(column) ?? []) {
      // A point stands at the end of its window, hence a stretch includes its end.
      const index =
        Math.ceil((Date.parse(point.at) - period.from) / length) - 1;
      const cell = cells[index];
      if (cell && (cell.worst === null || isWorse(point, cell.worst))) {
        const { verdict, severity, effectSize } = point;
        cell.worst = { verdict, severity, effectSize };
      }
    }
    return { column, cells };
  });
}
