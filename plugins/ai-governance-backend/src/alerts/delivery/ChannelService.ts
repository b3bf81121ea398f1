import type {
  AlertChannelInfo,
  AlertChannelState,
  ChannelTestResult,
} from '@ai-governance/plugin-ai-governance-common';
import type {
  AlertChannel,
  AlertMessage,
} from '@ai-governance/plugin-ai-governance-node';
import { InputError, NotFoundError, stringifyError } from '@backstage/errors';
import { createHash, randomUUID } from 'node:crypto';
import type { DeliveryQueryStore } from '../store/DeliveryQueryStore';
import {
  type ChannelHealthStore,
  type StoredChannelHealth,
  unknownHealth,
} from '../store/ChannelHealthStore';
import type { AddressBook, Concerned } from './AddressBook';

/** How long an answer of a channel's service counts, in milliseconds. */
const PROBED_MS = 60_000;
const TIMEOUT_MS = 15_000;

/** The channels: how they are, and tests. */
export class ChannelService {
  readonly #channels: AlertChannel[];
  readonly #health: ChannelHealthStore;
  readonly #deliveries: DeliveryQueryStore;
  readonly #addresses: AddressBook;
  readonly #appBaseUrl: string;

  static create(options: {
    channels: AlertChannel[];
    health: ChannelHealthStore;
    deliveries: DeliveryQueryStore;
    addresses: AddressBook;
    appBaseUrl: string;
  }): ChannelService {
    return new ChannelService(options);
  }

  private constructor(options: Parameters<typeof ChannelService.create>[0]) {
    this.#channels = options.channels;
    this.#health = options.health;
    this.#deliveries = options.deliveries;
    this.#addresses = options.addresses;
    this.#appBaseUrl = options.appBaseUrl;
  }

  /** All channels that are installed; those that can be asked are, at most once a minute. */
  async list(now: Date): Promise<AlertChannelInfo[]> {
    const [known, counts] = await Promise.all([
      this.#health.all(),
      this.#deliveries.counts(),
    ]);
    return Promise.all(
      this.#channels.map(async channel => {
        const stored = known.get(channel.id) ?? unknownHealth();
        const health = await this.#probe(channel, stored, now);
        return {
          id: channel.id,
          title: channel.title,
          abilities: { ...channel.abilities },
          defaultDestination: channel.defaultDestination
            ? describe(channel, channel.defaultDestination)
            : null,
          ...judge(health),
          lastSuccessAt: health.lastSuccessAt,
          lastErrorAt: health.lastErrorAt,
          lastError: health.lastError,
          consecutiveFailures: health.failures,
          ...(counts.get(channel.id) ?? { pending: 0, dead: 0 }),
        };
      }),
    );
  }

  /**
   * Sends a test, and takes it back where that is possible. A delivery that fails is a result.
   * @throws NotFoundError when there is no such channel; InputError when there is nowhere to send it
   */
  async test(
    id: string,
    request: { destination?: string; concerned?: Concerned; by: string },
    now: Date,
  ): Promise<ChannelTestResult> {
    const channel = this.#channels.find(candidate => candidate.id === id);
    if (!channel) {
      throw new NotFoundError(
        `There is no alert channel '${id}'; there are ${
          this.#channels.map(c => c.id).join(', ') || 'none'
        }`,
      );
    }
    const destination = await this.#testDestination(channel, request);
    const shown = describe(channel, destination);
    const message = testMessage({
      by: request.by,
      destination: shown,
      link: `${this.#appBaseUrl}/ai-governance/alerts`,
      now,
    });
    const deliver = (what: AlertMessage, previous?: object) =>
      channel.deliver(what, {
        destination,
        deliveryId: randomUUID(),
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(previous && { previous: { ...previous } }),
      });
    try {
      const reference = await deliver(message);
      const { dedupKey, update } = channel.abilities;
      if (dedupKey || update) {
        await deliver(resolved(message), reference);
      }
    } catch (error) {
      const text = stringifyError(error);
      await this.#health.note(id, {
        at: now,
        succeeded: false,
        failed: 1,
        error: text,
      });
      return { ok: false, destination: shown, error: text };
    }
    await this.#health.note(id, {
      at: now,
      succeeded: true,
      failed: 0,
      error: '',
    });
    return { ok: true, destination: shown, error: null };
  }

  async #testDestination(
    channel: AlertChannel,
    request: { destination?: string; concerned?: Concerned },
  ): Promise<string> {
    const { destination, concerned } = request;
    const found =
      destination ??
      (concerned &&
        (
          await this.#addresses.find(
            { to: 'owner', fixed: false, by: channel.id },
            concerned,
          )
        )?.destination) ??
      channel.defaultDestination;
    if (!found) {
      throw new InputError(
        `There is nowhere to send the test to: name a destination, or an entity whose owner has an address for ${channel.title}`,
      );
    }
    return found;
  }

  async #probe(
    channel: AlertChannel,
    known: StoredChannelHealth,
    now: Date,
  ): Promise<StoredChannelHealth> {
    const fresh =
      known.probedAt !== null &&
      now.getTime() - Date.parse(known.probedAt) < PROBED_MS;
    if (!channel.probe || fresh) {
      return known;
    }
    const probe = await channel
      .probe({ signal: AbortSignal.timeout(TIMEOUT_MS) })
      .then(
        detail => ({ ok: true, detail }),
        error => ({ ok: false, detail: stringifyError(error) }),
      );
    await this.#health.probed(channel.id, { at: now, ...probe });
    return {
      ...known,
      probedAt: now.toISOString(),
      probeOk: probe.ok,
      probeDetail: probe.detail,
    };
  }
}

function judge(health: StoredChannelHealth): {
  state: AlertChannelState;
  detail: string;
} {
  const { failures, lastError, lastSuccessAt, probeOk, probeDetail } = health;
  if (probeOk === false) {
    return { state: 'failing', detail: probeDetail ?? 'It does not answer.' };
  }
  if (failures > 0) {
    return {
      state: 'failing',
      detail: `${failures} ${
        failures === 1 ? 'delivery has' : 'deliveries have'
      } failed in a row: ${lastError ?? ''}`,
    };
  }
  if (probeOk || lastSuccessAt) {
    return {
      state: 'ok',
      detail: probeDetail ?? 'The last delivery succeeded.',
    };
  }
  return { state: 'unknown', detail: 'Nothing was sent by it yet.' };
}

function describe(channel: AlertChannel, destination: string): string {
  return channel.describeDestination?.(destination) ?? destination;
}

function testMessage(options: {
  by: string;
  destination: string;
  link: string;
  now: Date;
}): AlertMessage {
  const { by, destination, link, now } = options;
  return {
    groupKey: createHash('sha256')
      .update(JSON.stringify(['alert-test', destination, now.toISOString()]))
      .digest('hex'),
    transition: 'trigger',
    reason: 'test',
    title: 'Test of AI governance',
    summary: `${by} tests whether alerts arrive here. Nothing is wrong.`,
    severity: 'low',
    entityRef: null,
    owner: null,
    link,
    groupLabels: {},
    members: [],
    newMembers: [],
    resolvedMembers: [],
    counts: { firing: 0, resolved: 0 },
    acknowledgedBy: null,
    since: now.toISOString(),
    at: now.toISOString(),
  };
}

function resolved(message: AlertMessage): AlertMessage {
  return {
    ...message,
    transition: 'resolve',
    summary: 'The test is over.',
  };
}
