import {
  ALERTS_SIGNAL_CHANNEL,
  type AlertsSignal,
} from '@ai-governance/plugin-ai-governance-common';
import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { SignalsService } from '@backstage/plugin-signals-node';

/**
 * Tells open pages that alerts have changed, so that they ask for them again. Which alerts is not told: not everybody may
 * read them. Where the signals plugin is not installed nobody listens, and pages ask by themselves.
 */
export class AlertSignals {
  readonly #signals: SignalsService | undefined;
  readonly #logger: LoggerService;

  static create(options: {
    signals?: SignalsService;
    logger: LoggerService;
  }): AlertSignals {
    return new AlertSignals(options.signals, options.logger);
  }

  private constructor(
    signals: SignalsService | undefined,
    logger: LoggerService,
  ) {
    this.#signals = signals;
    this.#logger = logger;
  }

  /** Alerts have changed. A signal that cannot be sent is logged: it is a convenience, and the page shows the same. */
  async changed(now: Date): Promise<void> {
    try {
      await this.#signals?.publish<AlertsSignal>({
        recipients: { type: 'broadcast' },
        channel: ALERTS_SIGNAL_CHANNEL,
        message: { at: now.toISOString() },
      });
    } catch (error) {
      this.#logger.warn(
        `Open pages could not be told that alerts have changed: ${stringifyError(
          error,
        )}`,
      );
    }
  }
}
