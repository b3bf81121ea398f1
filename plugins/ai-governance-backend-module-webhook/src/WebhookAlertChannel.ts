import { ANNOTATION_WEBHOOK } from '@ai-governance/plugin-ai-governance-common';
import {
  hmacSha256,
  type AlertChannel,
  type AlertMessage,
  type DeliveryOptions,
  type DeliveryReference,
} from '@ai-governance/plugin-ai-governance-node';
import type { Entity } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { AddressGuard } from './AddressGuard';
import { toBody } from './body';
import { post } from './post';
import { describeDestination, Receivers } from './Receivers';

/**
 * Alerts by webhook, in the format of Prometheus Alertmanager, signed. Every call tells the state of a group as a whole.
 * @public
 */
export class WebhookAlertChannel implements AlertChannel {
  readonly id = 'webhook';
  readonly title = 'Webhook';
  readonly abilities = { dedupKey: false, acknowledge: true, update: true };
  readonly #receivers: Receivers;
  readonly #guard: AddressGuard;

  /**
   * Reads `aiGovernance.webhook`.
   * @param rootConfig - configuration of the whole app
   * @returns undefined when there is no such section
   * @throws InputError when a setting is not valid; it never tells a secret
   */
  static fromConfig(rootConfig: Config): WebhookAlertChannel | undefined {
    const config = rootConfig.getOptionalConfig('aiGovernance.webhook');
    return (
      config &&
      new WebhookAlertChannel(
        Receivers.fromConfig(config),
        new AddressGuard(
          config.getOptionalStringArray('allowedNetworks') ?? [],
        ),
      )
    );
  }

  private constructor(receivers: Receivers, guard: AddressGuard) {
    this.#receivers = receivers;
    this.#guard = guard;
  }

  get defaultDestination(): string | undefined {
    return this.#receivers.fallback;
  }

  /** The annotation `ai-governance.io/webhook`. */
  destinationOf(owner: Entity): string | undefined {
    return (
      owner.metadata.annotations?.[ANNOTATION_WEBHOOK]?.trim() || undefined
    );
  }

  describeDestination(destination: string): string {
    return describeDestination(destination);
  }

  /**
   * Posts the state of the group.
   * @returns an empty reference: nothing is needed for the next call
   * @throws AlertDeliveryError, retryable for 408, 425, 429, server errors and network failures
   */
  async deliver(
    message: AlertMessage,
    { destination, deliveryId, signal }: DeliveryOptions,
  ): Promise<DeliveryReference> {
    const receiver = this.#receivers.find(destination);
    const body = toBody(message, receiver.name);
    const timestamp = String(Math.floor(Date.now() / 1_000));
    await post(receiver, {
      body,
      guard: this.#guard,
      signal,
      headers: {
        'user-agent': 'backstage-ai-governance',
        'x-ai-governance-delivery': encodeURIComponent(deliveryId),
        'x-ai-governance-transition': message.transition,
        'x-ai-governance-reason': message.reason,
        'x-ai-governance-timestamp': timestamp,
        ...(receiver.secret && {
          'x-ai-governance-signature': `v1=${hmacSha256(
            receiver.secret,
            `${timestamp}.`,
            body,
          )}`,
        }),
        ...(receiver.authorization && {
          authorization: receiver.authorization,
        }),
      },
    });
    return {};
  }
}
