import type {
  LogGap,
  ModelHealth,
} from '@ai-governance/plugin-ai-governance-common';
import { InputError } from '@backstage/errors';
import { fromHour, HOUR_MS } from '../database/time';
import type { Model } from '../models/ModelStore';
import type { GridStore } from '../profiles/GridStore';
import type { LedgerStore } from '../profiles/LedgerStore';
import type { HourOfService } from './assessTraffic';
import { findLogGaps } from './logGaps';
import type { LoggedHourStore } from './LoggedHourStore';
import type { ServiceHourStore } from './ServiceHourStore';

/** Hours of an answer where nothing is said. */
const DEFAULT_HOURS = 7 * 24;
/** Most hours of an answer. */
const MAX_HOURS = 35 * 24;

/** Answers questions about health from what is stored. */
export class HealthQueries {
  readonly #stores: {
    hours: ServiceHourStore;
    logged: LoggedHourStore;
    grids: GridStore;
    ledger: LedgerStore;
  };

  static create(stores: {
    hours: ServiceHourStore;
    logged: LoggedHourStore;
    grids: GridStore;
    ledger: LedgerStore;
  }): HealthQueries {
    return new HealthQueries(stores);
  }

  private constructor(stores: Parameters<typeof HealthQueries.create>[0]) {
    this.#stores = stores;
  }

  /**
   * Health of a model's endpoint, with the hours that begin in `[since, until)`.
   * @param options - ISO instants; default the last seven days
   * @throws InputError for more than 35 days
   */
  async of(
    model: Model,
    options: { since?: string; until?: string },
    now: Date,
  ): Promise<ModelHealth> {
    const until = options.until ? new Date(options.until) : now;
    const to = Math.ceil(until.getTime() / HOUR_MS);
    const from = options.since
      ? Math.ceil(new Date(options.since).getTime() / HOUR_MS)
      : to - DEFAULT_HOURS;
    if (to - from > MAX_HOURS || to < from) {
      throw new InputError(
        `since: must be before 'until', and at most ${
          MAX_HOURS / 24
        } days before it`,
      );
    }
    const hours =
      (await this.#stores.hours.read([model.id], from, to)).get(model.id) ?? [];
    return {
      state: model.health,
      reason: model.healthReason,
      checkedAt: model.healthCheckedAt,
      variants: model.healthVariants,
      hours: hours.map(({ hour, ...rest }) => ({
        ...rest,
        hour: fromHour(hour).toISOString(),
      })),
      logs: {
        samplingPercent: samplingOf(model),
        gaps: await this.#gaps(model, hours, from, to),
      },
    };
  }

  async #gaps(
    model: Model,
    hours: HourOfService[],
    from: number,
    to: number,
  ): Promise<LogGap[]> {
    const { grids, ledger, logged } = this.#stores;
    const grid = await grids.latest(model.id);
    if (!grid) {
      return [];
    }
    const scope = { modelId: model.id, gridVersion: grid.version };
    const [ranges, rows] = await Promise.all([
      ledger.listed.get(scope),
      logged.read({ ...scope, from, to }),
    ]);
    const known = new Set(
      rows.map(({ variant, hour }) => `${hour} ${variant}`),
    );
    return findLogGaps({
      hours,
      logged: (variant, hour) => known.has(`${hour} ${variant}`),
      wasRead: hour =>
        ranges.some(([start, end]) => hour >= start && hour < end),
      samplingPercent: samplingOf(model),
    });
  }
}

/** Percent of requests that are logged; of an endpoint that logs without saying how many, nobody knows. */
function samplingOf({ capture, samplingPercent }: Model): number | null {
  return capture === 'off' ? 0 : samplingPercent;
}
