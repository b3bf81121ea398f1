import { Knex } from 'knex';
import { healthRank } from '../models/ranks';
import type { Health } from './assessHealth';
import type { HourOfService } from './assessTraffic';
import { ServiceHourStore } from './ServiceHourStore';

/** What was learnt of one model. */
export interface HealthUpdate {
  modelId: string;
  health: Health;
  /** When it was tried. */
  askedAt: Date;
  /** When the cloud was asked; undefined when it could not be. */
  checkedAt?: Date;
  /** UTC hour since the epoch up to which hours are there now; undefined when it is as before. */
  hour?: number;
}

/** Columns `health…` of table `models`. */
export class HealthStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): HealthStore {
    return new HealthStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Stores measured hours and how the models are judged by them, all or nothing. */
  async put(
    updates: (HealthUpdate & { hours: HourOfService[] })[],
  ): Promise<void> {
    await this.#knex.transaction(async tx => {
      const hours = ServiceHourStore.create({ knex: tx });
      for (const update of updates) {
        await hours.put(update.modelId, update.hours);
        const { state, reason, variants } = update.health;
        await tx('models')
          .where({ id: update.modelId })
          .update({
            health: state,
            health_rank: healthRank(state),
            health_reason: reason,
            health_variants: JSON.stringify(variants),
            health_asked_at: update.askedAt.toISOString(),
            ...(update.checkedAt && {
              health_checked_at: update.checkedAt.toISOString(),
            }),
            ...(update.hour !== undefined && { health_hour: update.hour }),
          });
      }
    });
  }
}
