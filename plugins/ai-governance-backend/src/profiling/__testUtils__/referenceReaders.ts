import type {
  RejectedLine,
  RejectionReason,
} from '@ai-governance/plugin-ai-governance-common';

/** A row as it is counted: cells by position or by key. */
export type Row = string[] | Record<string, unknown>;

/** Lines of a log object. */
export interface LinesOfFile {
  key: string;
  lines: string[];
}

/** What a reader finds in the files of one hour. */
export type Found =
  | {
      kind: 'row';
      input: Row;
      output: unknown;
      at: Omit<RejectedLine, 'reason'>;
    }
  | {
      kind: 'rejected';
      reason: RejectionReason;
      at: Omit<RejectedLine, 'reason'>;
    }
  | { kind: 'duplicate' };

/** Reads SageMaker Data Capture, record by record. Covers what the generated records of the tests use. */
export function readCapture(files: LinesOfFile[]): Found[] {
  const seen = new Set<string>();
  return parseAll(files).flatMap(({ at, record }): Found[] => {
    const reject = (reason: RejectionReason): Found[] => [
      { kind: 'rejected', reason, at },
    ];
    if (record === undefined) {
      return reject('not-json');
    }
    const id = record?.eventMetadata?.eventId;
    if (!id) {
      return reject('no-event-id');
    }
    if (seen.has(id)) {
      return [{ kind: 'duplicate' }];
    }
    seen.add(id);
    const input = record.captureData?.endpointInput;
    if (!input?.data) {
      return reject('no-input');
    }
    if (!['CSV', 'JSON'].includes(input.encoding)) {
      return reject('unsupported-encoding');
    }
    const rows = rowsOf(input, 'instances');
    if (!rows) {
      return reject('bad-payload');
    }
    const output = record.captureData.endpointOutput;
    let outputs: any[] = (output && rowsOf(output, 'predictions')) || [];
    if (rows.length > 1 && outputs.length === 1 && Array.isArray(outputs[0])) {
      outputs = outputs[0].map(cell => [cell]);
    }
    return rows.map((row, i) => ({
      kind: 'row',
      input: row,
      output: outputs[i],
      at,
    }));
  });
}

/** Reads the `rows` format, line by line. */
export function readRows(files: LinesOfFile[]): Found[] {
  const seen = new Set<string>();
  return parseAll(files).map(({ at, record }): Found => {
    const reject = (reason: RejectionReason): Found => ({
      kind: 'rejected',
      reason,
      at,
    });
    if (record === undefined) {
      return reject('not-json');
    }
    if (!record?.id) {
      return reject('no-event-id');
    }
    const id = JSON.stringify([String(record.id), record.row ?? 0]);
    if (seen.has(id)) {
      return { kind: 'duplicate' };
    }
    seen.add(id);
    if (record.input === undefined || record.input === null) {
      return reject('no-input');
    }
    if (typeof record.input !== 'object') {
      return reject('bad-payload');
    }
    const { output } = record;
    return {
      kind: 'row',
      input: record.input,
      output: typeof output === 'object' ? output : [output],
      at,
    };
  });
}

/** Reads events of the Azure ML data collector, first into lists of inputs and outputs, then pair by pair. */
export function readCollector(files: LinesOfFile[]): Found[] {
  const found: Found[] = [];
  const seen = new Set<string>();
  const sides: Record<'input' | 'output', any[]> = { input: [], output: [] };
  for (const { at, record } of parseAll(files)) {
    const type = String(record?.type).match(
      /^azureml\.inference\.(?:model_)?(input|output)s$/,
    );
    const reject = (reason: RejectionReason) =>
      found.push({ kind: 'rejected', reason, at });
    if (record === undefined) {
      reject('not-json');
    } else if (!record?.id) {
      reject('no-event-id');
    } else if (seen.has(record.id)) {
      found.push({ kind: 'duplicate' });
    } else {
      seen.add(record.id);
      if (!type) {
        reject('unsupported-type');
      } else if (!record.data && record.dataref) {
        reject('missing-data');
      } else if (!record.data && type[1] === 'input') {
        reject('no-input');
      } else if (!Array.isArray(record.data)) {
        reject('bad-payload');
      } else if (Array.isArray(record.data[0]?.chat_history)) {
        reject('not-tabular');
      } else {
        sides[type[1] as 'input' | 'output'].push({ ...record, at });
      }
    }
  }
  const named = (events: any[], event: any) =>
    events.filter(
      other =>
        requestOf(event) !== undefined && requestOf(other) === requestOf(event),
    );
  const isPair = (event: any) =>
    named(sides.input, event).length === 1 &&
    named(sides.output, event).length === 1;
  for (const event of sides.input) {
    const [answer] = isPair(event) ? named(sides.output, event) : [];
    const answers: any[] = answer?.data ?? [];
    event.data.forEach((input: any, i: number) =>
      found.push(
        input === null
          ? { kind: 'rejected', reason: 'bad-payload', at: event.at }
          : { kind: 'row', input, output: answers[i], at: event.at },
      ),
    );
    answers
      .slice(event.data.length)
      .forEach(() =>
        found.push({ kind: 'rejected', reason: 'no-match', at: answer.at }),
      );
  }
  for (const event of sides.output) {
    if (!isPair(event)) {
      found.push({ kind: 'rejected', reason: 'no-match', at: event.at });
    }
  }
  return found;
}

function requestOf(event: any): string | undefined {
  return event.correlationid || event.xrequestid || undefined;
}

function parseAll(
  files: LinesOfFile[],
): { at: Omit<RejectedLine, 'reason'>; record: any }[] {
  return files.flatMap(({ key, lines }) =>
    lines.flatMap((text, i) => {
      if (text.trim() === '') {
        return [];
      }
      const at = { object: key, line: i + 1 };
      try {
        return [{ at, record: JSON.parse(text.trim().replace(/,$/, '')) }];
      } catch {
        return [{ at, record: undefined }];
      }
    }),
  );
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
