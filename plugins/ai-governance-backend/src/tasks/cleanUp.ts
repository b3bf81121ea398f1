import { LoggerService } from '@backstage/backend-plugin-api';
import { HOUR_MS } from '../database/time';
import type { DriftStore } from '../drift/DriftStore';
import type { ServiceHourStore } from '../health/ServiceHourStore';
import type { OutcomeRetention } from '../outcomes/OutcomeRetention';
import type { PushService } from '../push/PushService';
import type { ProfileStore } from '../profiles/ProfileStore';
import type { RunStore } from '../runs/RunStore';

/** How long measurements are kept, in milliseconds. */
export interface RetentionOptions {
  /** Hourly counts with their ledger, and service hours; daily counts stay. */
  hoursMs: number;
  /** Every comparison; after that the last of each day. */
  everyRunMs: number;
  /** Comparisons at all, and ended runs. */
  resultsMs: number;
}

/** Deletes what is older than its retention. Findings, baselines and daily counts are kept. */
export class CleanUp {
  readonly #profiles: ProfileStore;
  readonly #drift: DriftStore;
  readonly #runs: RunStore;
  readonly #push: PushService;
  readonly #serviceHours: ServiceHourStore;
  readonly #outcomes: OutcomeRetention;
  readonly #logger: LoggerService;
  readonly #options: RetentionOptions;

  static create(options: {
    profiles: ProfileStore;
    drift: DriftStore;
    runs: RunStore;
    push: PushService;
    serviceHours: ServiceHourStore;
    outcomes: OutcomeRetention;
    logger: LoggerService;
    options: RetentionOptions;
  }): CleanUp {
    return new CleanUp(options);
  }

  private constructor(options: Parameters<typeof CleanUp.create>[0]) {
    this.#profiles = options.profiles;
    this.#drift = options.drift;
    this.#runs = options.runs;
    this.#push = options.push;
    this.#serviceHours = options.serviceHours;
    this.#outcomes = options.outcomes;
    this.#logger = options.logger;
    this.#options = options.options;
  }

  /** Cleans up once. */
  async run(now: Date): Promise<void> {
    const before = (ms: number) => new Date(now.getTime() - ms);
    const { hoursMs, everyRunMs, resultsMs } = this.#options;
    const firstHour = Math.floor(before(hoursMs).getTime() / HOUR_MS);
    const hours = await this.#profiles.deleteHoursBefore(firstHour);
    const served = await this.#serviceHours.deleteBefore(firstHour);
    const results = {
      dailyBefore: before(everyRunMs).toISOString(),
      deleteBefore: before(resultsMs).toISOString(),
    };
    const comparisons = await this.#drift.thin(results);
    const outcomes = await this.#outcomes.cleanUp({ now, firstHour, results });
    const runs = await this.#runs.deleteBefore(before(resultsMs));
    const pushed = await this.#push.cleanUp(now);
    this.#logger.info(
      `Deleted ${hours} hourly profiles, ${served} service hours, ${comparisons} comparisons, ${runs} runs and ${pushed} chunks of pushed lines, ${outcomes} that were older than their retention`,
    );
  }
}
