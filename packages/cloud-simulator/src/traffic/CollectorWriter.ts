import type { SimulatedColumn, Traffic } from '../fleet/types';
import { PayloadWriter } from './PayloadWriter';
import type { Random } from './Random';
import type { RequestWriter } from './RequestHours';

/** What the data collector writes of one request: a line for each side. */
export interface CollectedRequest {
  /** Number of the request in its hour, from 0. */
  index: number;
  /** By which it is decided whether the request is logged at all, from 0 to 1. */
  chance: number;
  input: string;
  /** Absent for a damaged line, which stands alone. */
  output?: string;
}

/**
 * Writes CloudEvents of the Azure ML data collector for the requests of one hour. Draws the same numbers as
 * `RecordWriter` does, so that the same stream makes the same requests.
 */
export class CollectorWriter implements RequestWriter<CollectedRequest> {
  readonly #payloads: PayloadWriter;
  readonly #batched: number;
  readonly #source: string;
  #requests = 0;

  /**
   * @param options - `source`: ARM id of the deployment; `level`: how far the endpoint's story has gone, from 0 to 1
   */
  constructor(options: {
    columns: SimulatedColumn[];
    traffic: Pick<Traffic, 'batched'>;
    source: string;
    level: number;
  }) {
    const { columns, traffic, source, level } = options;
    this.#batched = traffic.batched ?? 0.1;
    this.#source = source;
    this.#payloads = new PayloadWriter(
      columns.map(column => ({ ...column, at: column.name })),
      { payload: 'rows' },
      level,
    );
  }

  log(random: Random, time: string): CollectedRequest {
    const id = random.uuid();
    const rows = random.uniform() < this.#batched ? 2 + random.below(4) : 1;
    this.#payloads.write(random, rows);
    const { input, output } = this.#payloads;
    const request = `${id.slice(24)}-${id.slice(0, 23)}`;
    return {
      index: this.#requests++,
      chance: Number.parseInt(id.slice(0, 6), 16) / 0x1000000,
      input: this.#event('inputs', { id, request, time, data: input }),
      output: this.#event('outputs', {
        id: `${id.slice(0, 14)}5${id.slice(15)}`,
        request,
        time,
        data: output,
      }),
    };
  }

  malformed(random: Random, log: CollectedRequest): CollectedRequest {
    return {
      ...log,
      input: malformedEvent(random, log.input),
      output: undefined,
    };
  }

  #event(
    side: 'inputs' | 'outputs',
    event: { id: string; request: string; time: string; data: string },
  ): string {
    const { id, request, time, data } = event;
    const bytes = Buffer.byteLength(data);
    return `{"specversion":"1.0","id":"${id}","source":"${
      this.#source
    }","type":"azureml.inference.model_${side}","datacontenttype":"application/json","time":"${time}","data":${data},"contentrange":"bytes 0-${
      bytes - 1
    }/${bytes}","correlationid":"${request}","xrequestid":"${request}","modelversion":"default","collectdatatype":"pandas.core.frame.DataFrame","agent":"azureml-ai-monitoring/0.1.0b4"}`;
  }
}

/**
 * A line as broken writers leave it: cut off, not JSON at all, without id, of another type, or with data that are no
 * rows. Draws as many numbers as `malformedLine` does.
 */
function malformedEvent(random: Random, line: string): string {
  switch (random.below(5)) {
    case 0:
      return line.slice(0, 40 + random.below(line.length - 60));
    case 1:
      return '\\x00\\x00 collector queue overflow, events dropped';
    case 2:
      return line.replace(/"id":"[^"]*"/, '"id":null');
    case 3:
      return line.replace('.model_inputs"', '.request"');
    default:
      return line.replace('"data":[', '"data":"<truncated>","rest":[');
  }
}
