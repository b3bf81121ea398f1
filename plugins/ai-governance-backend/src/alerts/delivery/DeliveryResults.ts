import type { DeliveryReference } from '@ai-governance/plugin-ai-governance-node';
import { Knex } from 'knex';
import { AlertStore } from '../store/AlertStore';
import { DeliveryStore } from '../store/DeliveryStore';
import type { StoredDelivery } from '../store/deliveryRows';
import type { Address } from './AddressBook';

/** What became of a delivery. */
export type Sent =
  | { state: 'sent'; address: Address; reference?: DeliveryReference }
  | { state: 'skipped'; why: string; address?: Address };

/** Stores what became of deliveries: in the outbox, with the destination, and in the history of the alerts. */
export class DeliveryResults {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): DeliveryResults {
    return new DeliveryResults(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * A delivery was sent, or there was nothing to send. That it was sent is stored before anything else, and by itself:
   * nothing else that fails may have it sent again.
   */
  async sent(delivery: StoredDelivery, sent: Sent, at: Date): Promise<void> {
    const { content, groupKey, target } = delivery;
    const held = await this.#knex.transaction(async tx => {
      const outbox = DeliveryStore.create({ knex: tx });
      const settled = await outbox.settle(delivery, {
        state: sent.state,
        at,
        error: sent.state === 'skipped' ? sent.why : null,
        retryAt: null,
        ...addressRow(sent.address),
      });
      if (settled && sent.state === 'sent' && content.kind === 'alert') {
        await outbox.setTarget({
          groupKey,
          target,
          channel: sent.address.channel.id,
          destination: sent.address.destination,
          owner: sent.address.owner,
          reference: sent.reference ?? {},
          state: content.transition === 'resolve' ? 'resolved' : 'firing',
          members: content.firing,
          toldAt: at.toISOString(),
        });
      }
      return settled;
    });
    if (held && sent.state === 'sent') {
      await this.#noteSent(delivery, sent.address, at.toISOString());
    }
  }

  async #noteSent(
    { content }: StoredDelivery,
    address: Address,
    at: string,
  ): Promise<void> {
    if (content.kind !== 'alert') {
      return;
    }
    const ids = Object.keys(content.firing);
    const detail = `${address.channel.title} ${describeAddress(address)}: ${
      content.transition
    }`;
    await this.#knex.transaction(async tx => {
      const alerts = AlertStore.create({ knex: tx });
      if (content.transition === 'trigger') {
        await alerts.notified(ids, at);
      }
      await alerts.append(
        [...ids, ...content.resolved.map(({ id }) => id)].map(alertId => ({
          alertId,
          at,
          kind: 'delivered' as const,
          actor: null,
          detail,
        })),
      );
    });
  }

  /** A delivery failed; without `retryAt` it is a dead letter. */
  async failed(
    delivery: StoredDelivery,
    failure: {
      text: string;
      retryAt: Date | null;
      address: Address | undefined;
      at: Date;
    },
  ): Promise<void> {
    const { content } = delivery;
    await this.#knex.transaction(async tx => {
      const held = await DeliveryStore.create({ knex: tx }).settle(delivery, {
        state: failure.retryAt ? 'pending' : 'dead',
        at: failure.at,
        error: failure.text.slice(0, 2_000),
        retryAt: failure.retryAt,
        ...addressRow(failure.address),
      });
      // A failure that goes on is in the list of tries; the alert's history has the first and the last.
      const tells = delivery.attempts === 0 || !failure.retryAt;
      if (held && tells && content.kind === 'alert') {
        const end = failure.retryAt ? 'tried again later' : 'given up';
        await AlertStore.create({ knex: tx }).append(
          Object.keys(content.firing).map(alertId => ({
            alertId,
            at: failure.at.toISOString(),
            kind: 'delivery-failed' as const,
            actor: null,
            detail: `${failure.text.slice(0, 500)} (${end})`,
          })),
        );
      }
    });
  }
}

/** A destination as it is shown to people. */
export function describeAddress({ channel, destination }: Address): string {
  return channel.describeDestination?.(destination) ?? destination;
}

function addressRow(address: Address | undefined) {
  return {
    channel: address?.channel.id ?? null,
    destination: address?.destination ?? null,
    owner: address?.owner ?? null,
  };
}
