import { ANNOTATION_PAGERDUTY_INTEGRATION_KEY } from '@ai-governance/plugin-ai-governance-common';
import type {
  AlertChannel,
  AlertInbox,
  AlertMessage,
  DeliveryOptions,
  DeliveryReference,
  ModelChangeMessage,
} from '@ai-governance/plugin-ai-governance-node';
import type { Entity } from '@backstage/catalog-model';
import { ServiceUnavailableError } from '@backstage/errors';
import { toAlertEvent, toChangeEvent } from './events';
import { EventsClient } from './EventsClient';
import type { PagerDutySettings } from './settings';

/**
 * Alerts by PagerDuty: one incident per group of findings, opened, acknowledged and resolved by its dedup key, so that
 * nothing that is repeated calls anybody twice.
 * @public
 */
export class PagerDutyAlertChannel implements AlertChannel {
  readonly id = 'pagerduty';
  readonly title = 'PagerDuty';
  readonly abilities = { dedupKey: true, acknowledge: true, update: false };
  readonly defaultDestination?: string;
  /** Absent when changes are not to be told. */
  readonly announceChange?: AlertChannel['announceChange'];
  readonly #client: EventsClient;
  #inbox: AlertInbox | undefined;

  /** @param settings - `aiGovernance.pagerDuty`, checked */
  static create(settings: PagerDutySettings): PagerDutyAlertChannel {
    return new PagerDutyAlertChannel(settings);
  }

  private constructor(settings: PagerDutySettings) {
    this.defaultDestination = settings.integrationKey;
    this.#client = new EventsClient(settings.eventsUrl);
    if (settings.changeEvents) {
      this.announceChange = (change, options) =>
        this.#announceChange(change, options);
    }
  }

  /**
   * Where what people do in PagerDuty is handed in.
   * @throws ServiceUnavailableError while the backend starts
   */
  get inbox(): AlertInbox {
    if (!this.#inbox) {
      throw new ServiceUnavailableError('Alerts are not ready yet, try again');
    }
    return this.#inbox;
  }

  connect(inbox: AlertInbox): void {
    this.#inbox = inbox;
  }

  /** The annotation `pagerduty.com/integration-key`. */
  destinationOf(owner: Entity): string | undefined {
    return (
      owner.metadata.annotations?.[
        ANNOTATION_PAGERDUTY_INTEGRATION_KEY
      ]?.trim() || undefined
    );
  }

  /** Whoever has an integration key can raise incidents, so only its end is shown. */
  describeDestination(destination: string): string {
    return `integration key …${destination.slice(-4)}`;
  }

  /**
   * Triggers, acknowledges or resolves the incident of the group.
   * @returns `{ dedupKey }`
   * @throws AlertDeliveryError, retryable for 429, server errors and network failures
   */
  async deliver(
    message: AlertMessage,
    { destination, signal }: DeliveryOptions,
  ): Promise<DeliveryReference> {
    await this.#client.send(toAlertEvent(message, destination), signal);
    return { dedupKey: message.groupKey };
  }

  async #announceChange(
    change: ModelChangeMessage,
    { destination, signal }: Omit<DeliveryOptions, 'previous'>,
  ): Promise<void> {
    await this.#client.sendChange(toChangeEvent(change, destination), signal);
  }
}
