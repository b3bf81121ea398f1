import type {
  ColumnSample,
  ColumnType,
  MonitoredColumn,
  WatchedColumn,
} from '@ai-governance/plugin-ai-governance-common';
import { formatNumber, formatShare } from '../../format';

/** A column as it is being changed. */
export interface ColumnDraft {
  /** As it was loaded. */
  column: WatchedColumn;
  watched: boolean;
  name: string;
  type: ColumnType;
}

/** What is filled in before anybody has changed anything. */
export function draftOf(columns: WatchedColumn[]): ColumnDraft[] {
  return columns.map(column => ({
    column,
    watched: true,
    name: column.name,
    type: column.type,
  }));
}

/** The columns that a draft stands for. */
export function columnsOf(draft: ColumnDraft[]): MonitoredColumn[] {
  return draft
    .filter(({ watched }) => watched)
    .map(({ column: { sample: _, ...column }, name, type }) => ({
      ...column,
      name: name.trim(),
      type,
    }));
}

/** Whether a draft is other than what was loaded, so that the logs would be counted anew. */
export function isChanged(draft: ColumnDraft[]): boolean {
  return draft.some(
    ({ column, watched, name, type }) =>
      !watched || name.trim() !== column.name || type !== column.type,
  );
}

/** What is wrong with the name of a column; undefined when nothing is. */
export function nameProblem(
  entry: ColumnDraft,
  draft: ColumnDraft[],
): string | undefined {
  const name = entry.name.trim();
  if (!entry.watched) {
    return undefined;
  }
  if (name === '') {
    return 'A name is needed';
  }
  const namesakes = draft.filter(
    other => other.watched && other.name.trim() === name,
  );
  return namesakes.length > 1 ? 'Another column has this name' : undefined;
}

/** Where a value stands in a request or answer, in words. */
export function describePlace({ role, at }: MonitoredColumn): string {
  const side = role === 'feature' ? 'Input' : 'Output';
  return typeof at === 'number' ? `${side}, position ${at}` : `${side}, ${at}`;
}

/** What values were like, in one line. */
export function describeSample(sample: ColumnSample | null): string {
  if (sample === null) {
    return 'Nothing was counted yet';
  }
  const present = sample.rows - sample.missing;
  const parts: string[] = [];
  if (sample.numbers) {
    const { min, max, mean } = sample.numbers;
    parts.push(
      `${formatNumber(min)} to ${formatNumber(max)}, mean ${formatNumber(
        mean,
      )}`,
    );
  } else if (sample.values.length > 0) {
    parts.push(
      sample.values
        .map(({ value, rows }) => `${value} ${formatShare(rows, present)}`)
        .join(', '),
    );
  } else {
    parts.push('no value');
  }
  if (sample.missing > 0) {
    parts.push(`${formatShare(sample.missing, sample.rows)} missing`);
  }
  return parts.join('; ');
}
