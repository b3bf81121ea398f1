import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { Knex } from 'knex';
import type { ChangeAnnouncer } from './decisions/ChangeAnnouncer';
import type { DecisionRun } from './decisions/DecisionRun';
import type { Deliverer } from './delivery/Deliverer';
import type { AlertIntake } from './intake/AlertIntake';
import type { Handover } from './intake/Handover';
import { endOrphans } from './intake/endOrphans';
import type { AlertRuleService } from './rules/AlertRuleService';
import type { AlertSignals } from './AlertSignals';
import type { AlertHistoryStore } from './store/AlertHistoryStore';

/** How often alerts of models that are gone are looked for, in milliseconds. */
const ORPHANS_MS = 60_000;

/**
 * The way of an alert: findings → alerts → decisions → deliveries. Every step takes up what the step before has stored,
 * so that it may stop anywhere, and go on in another replica.
 */
export class AlertService {
  readonly #steps: {
    knex: Knex;
    rules: AlertRuleService;
    handover: Handover;
    intake: AlertIntake;
    decisions: DecisionRun;
    changes: ChangeAnnouncer;
    deliverer: Deliverer;
    signals: AlertSignals;
    history: AlertHistoryStore;
    retentionMs: number;
    logger: LoggerService;
  };
  #orphansAt = 0;
  /** The decisions under way; replicas take turns by the database, calls within one replica by this. */
  #deciding: Promise<unknown> = Promise.resolve();

  static create(options: {
    knex: Knex;
    rules: AlertRuleService;
    handover: Handover;
    intake: AlertIntake;
    decisions: DecisionRun;
    changes: ChangeAnnouncer;
    deliverer: Deliverer;
    signals: AlertSignals;
    history: AlertHistoryStore;
    /** How long ended alerts are kept. */
    retentionMs: number;
    logger: LoggerService;
  }): AlertService {
    return new AlertService(options);
  }

  private constructor(steps: Parameters<typeof AlertService.create>[0]) {
    this.#steps = steps;
  }

  /**
   * Does everything that is due now: makes alerts, decides, and delivers.
   * @param options - `now`: for tests; default the clock
   * @throws after the last step, when any failed; what failed is stored and tried again
   */
  async dispatch(options: { now?: Date; signal: AbortSignal }): Promise<void> {
    const { signal } = options;
    const now = () => options.now ?? new Date();
    const errors: unknown[] = [];
    try {
      await this.decide({ now: now(), signal });
    } catch (error) {
      errors.push(error);
    }
    try {
      await this.#steps.deliverer.run({ now, signal });
    } catch (error) {
      errors.push(error);
    }
    if (errors.length === 1) {
      throw errors[0];
    }
    if (errors.length > 1) {
      throw new AggregateError(
        errors,
        errors.map(error => stringifyError(error)).join('; '),
      );
    }
  }

  /** Deletes what ended longer ago than it is kept. */
  async cleanUp(now: Date): Promise<void> {
    const { history, retentionMs, logger } = this.#steps;
    const { alerts, deliveries } = await history.deleteBefore(
      new Date(now.getTime() - retentionMs),
    );
    logger.info(
      `Deleted ${alerts} ended alerts and ${deliveries} deliveries that were older than their retention`,
    );
  }

  /** Makes alerts of findings and decides on groups, without delivering. */
  async decide(options: { now: Date; signal: AbortSignal }): Promise<void> {
    const next = this.#deciding.then(() => this.#decide(options));
    this.#deciding = next.catch(() => {
      // Whoever asked for it hears of it; the next one decides anew.
    });
    await next;
  }

  async #decide(options: { now: Date; signal: AbortSignal }): Promise<void> {
    const { knex, handover, intake, decisions, signals } = this.#steps;
    const rules = await this.#steps.rules.book();
    await handover.run({ rules, now: options.now });
    let changed = await intake.run({ rules, ...options });
    if (options.now.getTime() - this.#orphansAt >= ORPHANS_MS) {
      this.#orphansAt = options.now.getTime();
      changed += await endOrphans(knex, options.now);
    }
    const { deliveries } = await decisions.run(options);
    await this.#steps.changes.run(options.now);
    if (changed + deliveries > 0) {
      await signals.changed(options.now);
    }
  }
}
