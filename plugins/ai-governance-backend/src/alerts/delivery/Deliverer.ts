import {
  AlertDeliveryError,
  type AlertChannel,
} from '@ai-governance/plugin-ai-governance-node';
import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { Knex } from 'knex';
import limiter from 'p-limit';
import { randomUUID } from 'node:crypto';
import { parseTargetKey } from '../config/targets';
import { ChannelHealthStore } from '../store/ChannelHealthStore';
import {
  DeliveryStore,
  type StoredTarget,
  targetId,
} from '../store/DeliveryStore';
import type { StoredDelivery } from '../store/deliveryRows';
import type { Address, AddressBook } from './AddressBook';
import { type AlertContent, toMessage } from './content';
import { DeliveryResults, describeAddress, type Sent } from './DeliveryResults';
import { HealthNotes } from './HealthNotes';
import { nextTry } from './nextTry';

const BATCH = 100;
/** Deliveries at a time, of one replica. */
const CONCURRENCY = 10;

/**
 * Empties the outbox. Each message is delivered by one replica at a time under a lease; one that fails is tried again,
 * later and later, or becomes a dead letter.
 */
export class Deliverer {
  readonly #knex: Knex;
  readonly #addresses: AddressBook;
  readonly #channels: Map<string, AlertChannel>;
  readonly #leaseMs: number;
  /** After which a delivery is given up for now: well before its lease ends. */
  readonly #timeoutMs: number;
  readonly #results: DeliveryResults;
  readonly #logger: LoggerService;
  /** Names this process in leases. */
  readonly #owner = randomUUID();

  static create(options: {
    knex: Knex;
    addresses: AddressBook;
    channels: AlertChannel[];
    /** Longer than any delivery takes, so that nobody else takes over what is being delivered. */
    leaseMs: number;
    logger: LoggerService;
  }): Deliverer {
    return new Deliverer(options);
  }

  private constructor(options: Parameters<typeof Deliverer.create>[0]) {
    this.#knex = options.knex;
    this.#addresses = options.addresses;
    this.#channels = new Map(options.channels.map(c => [c.id, c]));
    this.#leaseMs = options.leaseMs;
    this.#timeoutMs = Math.floor((options.leaseMs * 2) / 3);
    this.#results = DeliveryResults.create({ knex: options.knex });
    this.#logger = options.logger;
  }

  /**
   * Delivers what is due, until nothing is.
   * @throws after the last one, when any failed; each failure is stored with its delivery
   */
  async run(options: { now: () => Date; signal: AbortSignal }): Promise<void> {
    const outbox = DeliveryStore.create({ knex: this.#knex });
    const failures: string[] = [];
    let tried = 0;
    for (;;) {
      const claimed = await outbox.claim({
        owner: this.#owner,
        now: options.now(),
        leaseMs: this.#leaseMs,
        limit: BATCH,
      });
      if (claimed.length === 0) {
        break;
      }
      tried += claimed.length;
      failures.push(...(await this.#deliverBatch(claimed, options)));
      options.signal.throwIfAborted();
    }
    if (failures.length > 0) {
      const shown = failures.slice(0, 5).join('; ');
      const more =
        failures.length > 5 ? ` and ${failures.length - 5} more` : '';
      throw new Error(
        `${failures.length} of ${tried} alerts could not be delivered: ${shown}${more}`,
      );
    }
  }

  /** @returns what went wrong */
  async #deliverBatch(
    claimed: StoredDelivery[],
    { now, signal }: { now: () => Date; signal: AbortSignal },
  ): Promise<string[]> {
    const outbox = DeliveryStore.create({ knex: this.#knex });
    const limit = limiter(CONCURRENCY);
    const started = Date.now();
    const health = new HealthNotes();
    const failures: string[] = [];
    const released: string[] = [];
    await this.#prepare(claimed, failures);
    const targets = await outbox.targets(
      claimed.map(({ groupKey }) => groupKey),
    );
    const deliverOne = async (delivery: StoredDelivery) => {
      // What waited so long that its lease could end under it is left to whoever takes it next.
      const late = Date.now() - started > this.#leaseMs - this.#timeoutMs;
      if (signal.aborted || late) {
        released.push(delivery.id);
        return;
      }
      const known = targets.get(targetId(delivery));
      const context = { now, signal, health };
      const failure = await this.#deliver(delivery, known, context);
      if (failure) {
        failures.push(failure);
      }
    };
    await Promise.all(
      claimed.map(delivery => limit(() => deliverOne(delivery))),
    );
    await outbox.release(released, this.#owner);
    await health.store(ChannelHealthStore.create({ knex: this.#knex }), now());
    return failures;
  }

  /** A catalog that cannot be asked makes the single deliveries fail, which are then tried again. */
  async #prepare(claimed: StoredDelivery[], failures: string[]) {
    try {
      await this.#addresses.prepare(claimed.map(({ content }) => content));
    } catch (error) {
      failures.push(`The catalog: ${stringifyError(error)}`);
    }
  }

  /** @returns what went wrong; undefined when nothing did */
  async #deliver(
    delivery: StoredDelivery,
    known: StoredTarget | undefined,
    context: { now: () => Date; signal: AbortSignal; health: HealthNotes },
  ): Promise<string | undefined> {
    const { now, health } = context;
    let address: Address | undefined;
    let sent: Sent;
    try {
      sent = await this.#send(delivery, known, {
        signal: context.signal,
        found: one => {
          address = one;
        },
      });
    } catch (error) {
      const text = stringifyError(error);
      const retryAt = nextTry(delivery, error, now());
      await this.#results.failed(delivery, {
        text,
        retryAt,
        address,
        at: now(),
      });
      if (address) {
        health.failed(address.channel.id, text);
      }
      return `${delivery.title}: ${text}`;
    }
    if (sent.state === 'sent') {
      health.succeeded(sent.address.channel.id);
      this.#logger.info(
        `Told ${sent.address.channel.id} ${describeAddress(sent.address)} of ${
          delivery.title
        }: ${delivery.transition} (${delivery.reason})`,
      );
    }
    try {
      await this.#results.sent(delivery, sent, now());
    } catch (error) {
      return `${
        delivery.title
      } was sent, but that could not be stored: ${stringifyError(error)}`;
    }
    return undefined;
  }

  async #send(
    delivery: StoredDelivery,
    known: StoredTarget | undefined,
    options: { signal: AbortSignal; found: (address: Address) => void },
  ): Promise<Sent> {
    const { content } = delivery;
    const firing = known?.state === 'firing';
    const address = await this.#addressOf(
      delivery,
      // News of what people know goes to where they know it from, whoever owns it by now.
      firing ? known : undefined,
    );
    if (!address) {
      return {
        state: 'skipped',
        why: `Nobody to be told has an address for ${
          parseTargetKey(delivery.target).by
        }`,
      };
    }
    options.found(address);
    const { channel, destination } = address;
    const common = {
      destination,
      deliveryId: delivery.id,
      signal: AbortSignal.any([
        options.signal,
        AbortSignal.timeout(this.#timeoutMs),
      ]),
    };
    if (content.kind === 'change') {
      if (!channel.announceChange) {
        return { state: 'skipped', why: unable(channel, 'changes'), address };
      }
      const {
        kind: _kind,
        owner: _owner,
        system: _system,
        ...change
      } = content;
      await channel.announceChange(change, common);
      return { state: 'sent', address };
    }
    const why = whySkipped(channel, content);
    if (why) {
      return { state: 'skipped', why, address };
    }
    const reference = await channel.deliver(
      toMessage(delivery.groupKey, content, known),
      { ...common, ...(firing && { previous: known.reference }) },
    );
    return { state: 'sent', address, reference };
  }

  async #addressOf(
    delivery: StoredDelivery,
    known: StoredTarget | undefined,
  ): Promise<Address | undefined> {
    if (known) {
      const channel = this.#channels.get(known.channel);
      if (!channel) {
        throw new AlertDeliveryError(
          `Alert channel '${known.channel}', which told of this before, is not installed any more`,
          { retryable: false },
        );
      }
      return { channel, destination: known.destination, owner: known.owner };
    }
    const target = parseTargetKey(delivery.target);
    const address = await this.#addresses.find(target, delivery.content);
    if (address) {
      return address;
    }
    const outbox = DeliveryStore.create({ knex: this.#knex });
    const optional =
      delivery.content.kind === 'change' ||
      (target.by !== undefined && (await outbox.hasOther(delivery)));
    if (!optional) {
      throw new AlertDeliveryError(
        `Nobody can be told of ${delivery.title}: '${
          target.to
        }' has no address${
          target.by ? ` for ${target.by}` : ''
        }, nor has anybody above, and there is no default`,
        { retryable: true },
      );
    }
    return undefined;
  }
}

function whySkipped(
  channel: AlertChannel,
  { transition, from }: AlertContent,
): string | undefined {
  const { abilities } = channel;
  if (transition === 'update' && !abilities.update) {
    return unable(channel, 'updates');
  }
  if (transition === 'acknowledge') {
    if (!abilities.acknowledge) {
      return unable(channel, 'acknowledgements');
    }
    if (from === channel.id && abilities.dedupKey) {
      return `It comes from ${channel.title} itself`;
    }
  }
  return undefined;
}

function unable({ title }: AlertChannel, what: string): string {
  return `${title} takes no ${what}`;
}
