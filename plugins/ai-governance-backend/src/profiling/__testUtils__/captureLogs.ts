import type { MonitoredColumn } from '@ai-governance/plugin-ai-governance-common';
import type {
  HourlyCounts,
  LocalLogFile,
  LogFormat,
  LogRequest,
} from '@ai-governance/plugin-ai-governance-node';
import type { Grid } from '@ai-governance/plugin-ai-governance-statistics';
import { mockServices } from '@backstage/backend-test-utils';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDbProfilingEngine } from '../DuckDbProfilingEngine';

/** First hour of the tests. */
export const HOUR = new Date('2024-05-01T10:00:00Z');

/** One side of a record. */
export interface Payload {
  data: unknown;
  encoding?: string;
  type?: string;
}

/** A line of a capture file. `input: undefined` leaves the side out. */
export function captureLine(record: {
  id?: string;
  input?: Payload;
  output?: Payload;
}): string {
  const side = (payload: Payload | undefined, mode: string) =>
    payload && {
      observedContentType: payload.type ?? null,
      mode,
      data: payload.data,
      encoding: payload.encoding ?? 'CSV',
    };
  return JSON.stringify({
    captureData: {
      endpointInput: side(record.input, 'INPUT'),
      endpointOutput: side(record.output, 'OUTPUT'),
    },
    eventMetadata: { eventId: record.id, inferenceTime: HOUR.toISOString() },
    eventVersion: '0',
  });
}

let nextId = 0;

/** A record with a CSV payload and an id of its own. */
export function csv(data: string, output?: string): string {
  return captureLine({
    id: `csv-${nextId++}`,
    input: { data },
    output: output === undefined ? undefined : { data: output },
  });
}

/** A record with JSON payloads and an id of its own. Texts are taken as they are. */
export function json(input: unknown, output?: unknown): string {
  const payload = (data: unknown) => ({
    data: typeof data === 'string' ? data : JSON.stringify(data),
    encoding: 'JSON',
  });
  return captureLine({
    id: `json-${nextId++}`,
    input: payload(input),
    output: output === undefined ? undefined : payload(output),
  });
}

/** Short for a monitored column named after its place. */
export function column(
  at: number | string,
  type: MonitoredColumn['type'] = 'numeric',
  role: MonitoredColumn['role'] = 'feature',
): MonitoredColumn {
  return {
    name: `${role === 'feature' ? '' : 'prediction '}${at}`,
    type,
    role,
    at,
  };
}

/** An engine with log files in a folder of its own. */
export class Logs {
  readonly #format: LogFormat;
  readonly directory = mkdtempSync(join(tmpdir(), 'profiling-test-'));
  #engine: DuckDbProfilingEngine | undefined;
  #files = 0;

  constructor(format: LogFormat = 'sagemaker-capture') {
    this.#format = format;
  }

  /** The engine, started when it is first asked for. */
  async engine(): Promise<DuckDbProfilingEngine> {
    this.#engine ??= await DuckDbProfilingEngine.create({
      tempDirectory: join(this.directory, 'spill'),
      threads: 2,
      logger: mockServices.logger.mock(),
    });
    return this.#engine;
  }

  async end(): Promise<void> {
    await this.#engine?.close();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Writes a file; text as it is, lines with line ends. */
  file(
    content: string | string[] | Buffer,
    options: { name?: string; variant?: string; hour?: number } = {},
  ): LocalLogFile {
    const name = options.name ?? `${this.#files}.jsonl`;
    const folder = join(this.directory, String(this.#files++));
    mkdirSync(folder);
    writeFileSync(
      join(folder, name),
      Array.isArray(content)
        ? content.map(line => `${line}\n`).join('')
        : content,
    );
    return {
      path: join(folder, name),
      key: `s3://bucket/${name}`,
      variant: options.variant ?? 'AllTraffic',
      hour: new Date(HOUR.getTime() + 3_600_000 * (options.hour ?? 0)),
    };
  }

  request(
    files: LocalLogFile[],
    rowsPath?: LogRequest['rowsPath'],
  ): LogRequest {
    return {
      files,
      format: this.#format,
      rowsPath,
      signal: new AbortController().signal,
    };
  }

  /** Counts lines of a single hour. */
  async count(
    content: string[] | string | Buffer,
    columns: MonitoredColumn[],
    options: {
      grid?: Grid;
      rowsPath?: LogRequest['rowsPath'];
      name?: string;
    } = {},
  ): Promise<HourlyCounts> {
    const engine = await this.engine();
    const [counts] = await engine.profile({
      ...this.request([this.file(content, options)], options.rowsPath),
      columns,
      grid: options.grid ?? coarseGrid(columns),
    });
    return counts;
  }

  /** Counts lines of a single hour by value: values of categorical columns with their counts. */
  async values(
    lines: string[],
    columns: MonitoredColumn[],
    rowsPath?: LogRequest['rowsPath'],
  ) {
    const { profile, rejected } = await this.count(lines, columns, {
      rowsPath,
      grid: Object.fromEntries(
        columns.map(({ name }) => [
          name,
          { kind: 'categorical', categories: [] },
        ]),
      ),
    });
    return {
      rows: profile.rows,
      rejected,
      columns: columns.map(({ name }) => {
        const found = profile.columns[name];
        return found.kind === 'categorical'
          ? {
              ...found.unseen,
              ...(found.missing ? { missing: found.missing } : {}),
            }
          : undefined;
      }),
    };
  }
}

/** Bins up to 0, 1, 2, 5 and 10; categories a, b and 1. */
export function coarseGrid(columns: MonitoredColumn[]): Grid {
  return Object.fromEntries(
    columns.map(({ name, type }) => [
      name,
      type === 'numeric'
        ? { kind: 'numeric' as const, edges: [0, 1, 2, 5, 10] }
        : { kind: 'categorical' as const, categories: ['a', 'b', '1'] },
    ]),
  );
}
