import { Knex } from 'knex';
import type { HourOfService } from './assessTraffic';

interface ServiceHourRow {
  model_id: string;
  variant: string;
  hour: number;
  invocations: number | string | null;
  errors_4xx: number | string | null;
  errors_5xx: number | string | null;
  model_errors: number | string | null;
  p50: number | null;
  p95: number | null;
  p99: number | null;
}

const KEY = ['model_id', 'variant', 'hour'];
const WRITE_BATCH = 90;

/** Table `service_hours`: what each variant served in each hour. */
export class ServiceHourStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): ServiceHourStore {
    return new ServiceHourStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Stores hours of one model; one that is there already is replaced. */
  async put(modelId: string, hours: HourOfService[]): Promise<void> {
    const rows = hours.map(hour => toRow(modelId, hour));
    for (let i = 0; i < rows.length; i += WRITE_BATCH) {
      await this.#knex('service_hours')
        .insert(rows.slice(i, i + WRITE_BATCH))
        .onConflict(KEY)
        .merge();
    }
  }

  /** Hours in `[from, to)` of models, by model and in the order of time. */
  async read(
    modelIds: string[],
    from: number,
    to: number,
  ): Promise<Map<string, HourOfService[]>> {
    const rows = await this.#knex<ServiceHourRow>('service_hours')
      .whereIn('model_id', modelIds)
      .where('hour', '>=', from)
      .where('hour', '<', to)
      .orderBy(['model_id', 'hour', 'variant']);
    const hours = new Map<string, HourOfService[]>(
      modelIds.map(id => [id, []]),
    );
    rows.forEach(row => hours.get(row.model_id)?.push(toHourOfService(row)));
    return hours;
  }

  /** Deletes hours before one. @returns how many there were */
  async deleteBefore(hour: number): Promise<number> {
    return this.#knex('service_hours').where('hour', '<', hour).delete();
  }
}

function toRow(modelId: string, hour: HourOfService): ServiceHourRow {
  return {
    model_id: modelId,
    variant: hour.variant,
    hour: hour.hour,
    invocations: hour.invocations,
    errors_4xx: hour.errors4xx,
    errors_5xx: hour.errors5xx,
    model_errors: hour.modelErrors,
    p50: hour.latencyMs.p50,
    p95: hour.latencyMs.p95,
    p99: hour.latencyMs.p99,
  };
}

function toHourOfService(row: ServiceHourRow): HourOfService {
  return {
    variant: row.variant,
    hour: row.hour,
    invocations: toNumber(row.invocations),
    errors4xx: toNumber(row.errors_4xx),
    errors5xx: toNumber(row.errors_5xx),
    modelErrors: toNumber(row.model_errors),
    latencyMs: { p50: row.p50, p95: row.p95, p99: row.p99 },
  };
}

/** PostgreSQL returns its 64-bit integers as text. */
function toNumber(value: number | string | null): number | null {
  return value === null ? null : Number(value);
}
