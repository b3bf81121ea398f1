import type { EndpointMetricsSource } from '@ai-governance/plugin-ai-governance-node';
import { LoggerService } from '@backstage/backend-plugin-api';
import { isError, stringifyError } from '@backstage/errors';
import { fromHour, toHour } from '../database/time';
import type { Model, ModelStore } from '../models/ModelStore';
import { assessHealth } from './assessHealth';
import type { HourOfService } from './assessTraffic';
import type { HealthStore } from './HealthStore';
import type { ServiceHourStore } from './ServiceHourStore';
import type { HealthThresholds } from './thresholds';
import { toHours } from './toHours';

/** When and how far back service metrics are read. */
export interface HealthOptions {
  /** Milliseconds after its end at which an hour's metrics are taken to be complete. */
  settleMs: number;
  /** Hours that are read of an endpoint that was never asked for. */
  lookbackHours: number;
  /** Hours that are read again, because metrics may come late. */
  overlapHours: number;
  thresholds: HealthThresholds;
}

/** Models that are asked for together. */
interface Group {
  source: EndpointMetricsSource | undefined;
  /** Hours before the end that are read. */
  span: number;
  models: Model[];
}

/** What one look goes by. */
interface Collecting {
  now: Date;
  /** UTC hour since the epoch, exclusive. */
  until: number;
  signal: AbortSignal;
  /** Why sources failed, by source. */
  failures: Map<string, string>;
}

/** What was learnt of one model. */
interface Answer {
  model: Model;
  hours: HourOfService[];
  /** Why there is nothing, a sentence. */
  problem?: string;
}

/** Models looked at together. */
const PAGE = 500;
/** Models judged together: each has a week of hours. */
const JUDGED = 25;

/** Collects service metrics of all endpoints, and judges them. */
export class HealthService {
  readonly #models: ModelStore;
  readonly #hours: ServiceHourStore;
  readonly #store: HealthStore;
  readonly #sources: EndpointMetricsSource[];
  readonly #logger: LoggerService;
  readonly #options: HealthOptions;

  static create(options: {
    models: ModelStore;
    hours: ServiceHourStore;
    store: HealthStore;
    sources: EndpointMetricsSource[];
    logger: LoggerService;
    options: HealthOptions;
  }): HealthService {
    return new HealthService(options);
  }

  private constructor(options: Parameters<typeof HealthService.create>[0]) {
    this.#models = options.models;
    this.#hours = options.hours;
    this.#store = options.store;
    this.#sources = options.sources;
    this.#logger = options.logger;
    this.#options = options.options;
  }

  /**
   * Asks for the hours that have ended since the last time, of every endpoint of which they are not there yet. What
   * cannot be asked for is stored as the reason of an unknown state, and asked for again the next time.
   * @param only - `new` are endpoints that nobody has asked for before
   * @throws after the last endpoint, when a source failed
   */
  async collect(
    now: Date,
    signal: AbortSignal,
    only: 'all' | 'new' = 'all',
  ): Promise<void> {
    const until = toHour(new Date(now.getTime() - this.#options.settleMs));
    const failures = new Map<string, string>();
    let problems = 0;
    let after: string | undefined;
    for (;;) {
      signal.throwIfAborted();
      const page = await this.#models.list({
        after,
        limit: PAGE,
        healthNeverAsked: only === 'new',
      });
      const due = page.filter(model => (model.healthHour ?? 0) < until);
      for (const group of this.#groups(due, until)) {
        problems += await this.#collectGroup(group, {
          now,
          until,
          signal,
          failures,
        });
      }
      if (page.length < PAGE) {
        break;
      }
      after = page[page.length - 1].id;
    }
    if (problems > 0) {
      this.#logger.warn(
        `Service metrics of ${problems} endpoints could not be read; their pages say why`,
      );
    }
    if (failures.size > 0) {
      throw new Error(
        `Service metrics could not be read: ${[...failures]
          .map(([source, failure]) => `${source}: ${failure}`)
          .join('; ')}`,
      );
    }
  }

  /** Models that are asked for together: of the same source, and about as far behind. */
  #groups(models: Model[], until: number): Group[] {
    const { lookbackHours, overlapHours } = this.#options;
    const spans = [overlapHours + 6, 48, lookbackHours].filter(
      span => span <= lookbackHours,
    );
    const groups = new Map<string, Group>();
    for (const model of models) {
      const source = this.#sources.find(candidate =>
        candidate.appliesTo(model.entity),
      );
      const behind = until - (model.healthHour ?? 0) + overlapHours;
      const span = spans.find(hours => hours >= behind) ?? lookbackHours;
      const key = `${source?.id}\n${span}`;
      const group = groups.get(key) ?? { source, span, models: [] };
      group.models.push(model);
      groups.set(key, group);
    }
    return [...groups.values()];
  }

  /** @returns of how many endpoints nothing could be read */
  async #collectGroup(
    { source, span, models }: Group,
    options: Collecting,
  ): Promise<number> {
    const { until, signal, failures } = options;
    const left = new Map(models.map(model => [model.entityRef, model]));
    if (!source) {
      // Asked for again in an hour: a source may have been added by then.
      await this.#judge(
        unanswered(left, 'No source of service metrics knows this endpoint.'),
        { ...options, hour: until },
      );
      return 0;
    }
    let problems = 0;
    let failure = `${source.id} said nothing of this endpoint.`;
    try {
      const pages = source.read({
        entities: models.map(({ entity }) => entity),
        since: fromHour(until - span),
        until: fromHour(until),
        signal,
      });
      for await (const page of pages) {
        const answers = page.flatMap(metrics => {
          const model = left.get(metrics.entityRef);
          left.delete(metrics.entityRef);
          const hours = toHours(metrics.hours, { from: until - span, until });
          return model ? { model, hours, problem: metrics.problem } : [];
        });
        const failed = answers.filter(({ problem }) => problem !== undefined);
        const read = answers.filter(({ problem }) => problem === undefined);
        problems += failed.length;
        await this.#judge(read, { ...options, hour: until });
        await this.#judge(failed, options);
      }
    } catch (error) {
      signal.throwIfAborted();
      failure = isError(error) ? error.message : stringifyError(error);
      failures.set(source.id, failure);
    }
    await this.#judge(unanswered(left, failure), options);
    return problems + left.size;
  }

  /** Stores what was learnt, and judges it together with what is there already. */
  async #judge(
    answers: Answer[],
    options: { now: Date; until: number; signal: AbortSignal; hour?: number },
  ): Promise<void> {
    const { now, until, signal, hour } = options;
    const { thresholds } = this.#options;
    const history = thresholds.latency.historyHours + thresholds.maxWindowHours;
    for (let i = 0; i < answers.length; i += JUDGED) {
      signal.throwIfAborted();
      const batch = answers.slice(i, i + JUDGED);
      const known = await this.#hours.read(
        batch.map(({ model }) => model.id),
        until - history,
        until,
      );
      await this.#store.put(
        batch.map(({ model, hours, problem }) => ({
          modelId: model.id,
          hours,
          health: assessHealth({
            entity: model.entity,
            hours: joined(known.get(model.id) ?? [], hours),
            until,
            thresholds,
            problem,
          }),
          hour,
          askedAt: now,
          checkedAt: problem === undefined ? now : undefined,
        })),
      );
    }
  }
}

function unanswered(models: Map<string, Model>, problem: string): Answer[] {
  return [...models.values()].map(model => ({ model, hours: [], problem }));
}

/** Known hours with those that were just read in their place. */
function joined(known: HourOfService[], read: HourOfService[]) {
  const hours = new Map(
    [...known, ...read].map(hour => [`${hour.hour} ${hour.variant}`, hour]),
  );
  return [...hours.values()];
}
