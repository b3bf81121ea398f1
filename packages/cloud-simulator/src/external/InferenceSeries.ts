import type { SimulatedExternalModel } from '../fleet/externalTypes';
import { HOUR_MS } from '../traffic/LogSeries';
import { PayloadWriter } from '../traffic/PayloadWriter';
import type { Random } from '../traffic/Random';
import { RequestHours, type RequestWriter } from '../traffic/RequestHours';

/** Values of one side of an inference by their names. */
type Values = Record<string, string | number | null>;

/** One inference of an external model. */
export interface Inference {
  id: string;
  /** ISO instant to the second. */
  time: string;
  /** Empty where the model's own logging went wrong. */
  input: Values;
  output: Values;
}

class InferenceWriter implements RequestWriter<Inference> {
  readonly #payloads: PayloadWriter;

  constructor({ columns }: SimulatedExternalModel, level: number) {
    this.#payloads = new PayloadWriter(
      columns,
      {
        payload: 'json',
        rowKeys: { input: 'rows', output: 'rows' },
        escaped: false,
      },
      level,
    );
  }

  log(random: Random, time: string): Inference {
    const id = random.uuid();
    this.#payloads.write(random, 1);
    const row = (text: string): Values => JSON.parse(text).rows[0];
    return {
      id,
      time,
      input: row(this.#payloads.input),
      output: row(this.#payloads.output),
    };
  }

  malformed(_random: Random, log: Inference): Inference {
    return { ...log, id: `${log.id}-broken`, input: {} };
  }
}

/** The inferences of one external model, hour by hour; the same for the same model, anchor and hour. */
export class InferenceSeries {
  readonly model: SimulatedExternalModel;
  readonly #hours: RequestHours;

  /** @param options - `anchor`: epoch milliseconds that story times are relative to */
  constructor(options: { model: SimulatedExternalModel; anchor: number }) {
    const { model, anchor } = options;
    const { requestsPerHour, dayNight } = model;
    this.model = model;
    this.#hours = new RequestHours({
      seed: model.name,
      traffic: { payload: 'json', requestsPerHour, dayNight },
      story: model.story,
      share: 1,
      anchor,
    });
  }

  /** Inferences in `[from, to)`, epoch milliseconds, in about the order of time. Some come twice. */
  between(from: number, to: number): Inference[] {
    const found: Inference[] = [];
    for (
      let hour = Math.floor(from / HOUR_MS) * HOUR_MS;
      hour < to;
      hour += HOUR_MS
    ) {
      const writer = new InferenceWriter(this.model, this.#hours.level(hour));
      for (const { logs } of this.#hours.write(hour, writer)) {
        for (const { log } of logs) {
          const at = Date.parse(log.time);
          if (at >= from && at < to) {
            found.push(log);
          }
        }
      }
    }
    return found;
  }
}
