import type {
  MonitoredColumn,
  RejectionReason,
} from '@ai-governance/plugin-ai-governance-common';
import type { HourlyCounts } from '@ai-governance/plugin-ai-governance-node';
import {
  emptyProfile,
  type Grid,
} from '@ai-governance/plugin-ai-governance-statistics';

type Row = string[] | Record<string, unknown>;

/**
 * Counts the lines of one hour the slow and simple way, record by record. Knows neither SQL nor any code of the
 * engine. Covers what the generated records of the tests use.
 */
export function referenceCounts(
  lines: string[],
  columns: MonitoredColumn[],
  grid: Grid,
): Pick<HourlyCounts, 'profile' | 'duplicates' | 'rejected'> {
  const seen = new Set<string>();
  const rejected: Partial<Record<RejectionReason, number>> = {};
  const reject = (reason: RejectionReason) => {
    rejected[reason] = (rejected[reason] ?? 0) + 1;
  };
  const profile = emptyProfile(grid);
  const unseen = new Map<string, Map<string, number>>();
  let duplicates = 0;
  for (const line of lines) {
    let record: any;
    try {
      record = JSON.parse(line);
    } catch {
      reject('not-json');
      continue;
    }
    const id = record?.eventMetadata?.eventId;
    if (!id) {
      reject('no-event-id');
      continue;
    }
    if (seen.has(id)) {
      duplicates++;
      continue;
    }
    seen.add(id);
    const input = record.captureData?.endpointInput;
    if (!input?.data) {
      reject('no-input');
      continue;
    }
    if (!['CSV', 'JSON'].includes(input.encoding)) {
      reject('unsupported-encoding');
      continue;
    }
    const rows = rowsOf(input, 'instances');
    if (!rows) {
      reject('bad-payload');
      continue;
    }
    const output = record.captureData.endpointOutput;
    let outputs = (output && rowsOf(output, 'predictions')) || [];
    if (rows.length > 1 && outputs.length === 1 && Array.isArray(outputs[0])) {
      outputs = outputs[0].map(cell => [cell]);
    }
    rows.forEach((row, i) => {
      if (
        columns.some(
          ({ role, at }) =>
            role === 'feature' &&
            (typeof at === 'number'
              ? !Array.isArray(row) || at >= row.length
              : Array.isArray(row)),
        )
      ) {
        reject('column-count');
        return;
      }
      profile.rows++;
      for (const column of columns) {
        const from: any = column.role === 'feature' ? row : outputs[i];
        count(column, from?.[column.at]);
      }
    });
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
  return { profile, duplicates, rejected };
}

function rowsOf(
  { data, encoding }: { data: string; encoding: string },
  key: string,
): Row[] | undefined {
  if (encoding === 'CSV') {
    return parseCsv(data);
  }
  try {
    const document = JSON.parse(data);
    const rows = document[key] ?? document;
    return Array.isArray(rows) ? rows.map(row => row.features ?? row) : [rows];
  } catch {
    try {
      return data
        .split('\n')
        .filter(line => line.trim() !== '')
        .map(line => JSON.parse(line));
    } catch {
      return undefined;
    }
  }
}

/** One character at a time. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted && c === '"' && text[i + 1] === '"') {
      cell += '"';
      i++;
    } else if (c === '"' && (quoted || cell === '')) {
      quoted = !quoted;
    } else if (!quoted && (c === ',' || c === '\n')) {
      row.push(cell);
      cell = '';
      if (c === '\n') {
        rows.push(row);
        row = [];
      }
    } else {
      cell += c;
    }
  }
  rows.push([...row, cell]);
  return rows.filter(
    cells => cells.some(value => value.trim() !== '') || cells.length > 1,
  );
}
