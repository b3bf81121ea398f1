import {
  AlertDeliveryError,
  type AlertChannel,
  type AlertMember,
  type AlertMessage,
} from '@ai-governance/plugin-ai-governance-node';
import { LoggerService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { NotFoundError, stringifyError } from '@backstage/errors';
import { createHash } from 'node:crypto';
import type { FindingService } from '../findings/FindingService';
import type { Finding } from '../findings/FindingStore';
import type { Model, ModelStore } from '../models/ModelStore';
import type { AlertGroup, AlertStore } from './AlertStore';
import { decide, type Decision } from './decide';
import type { AlertRoute, OwnerResolver } from './OwnerResolver';

const LEASE_MS = 60_000;
const CLAIM_LIMIT = 50;
const FIRST_RETRY_MS = 30_000;
const LAST_RETRY_MS = 30 * 60_000;

/**
 * Tells owners of their findings. What is to be told is always decided anew from what fires and what was told, so
 * a crash between the two repeats a decision and loses nothing.
 */
export class AlertService {
  readonly #store: AlertStore;
  readonly #findings: FindingService;
  readonly #models: ModelStore;
  readonly #owners: OwnerResolver;
  readonly #channels: AlertChannel[];
  readonly #appBaseUrl: string;
  readonly #logger: LoggerService;

  /** @param options - `appBaseUrl` is where people open the portal */
  static create(options: {
    store: AlertStore;
    findings: FindingService;
    models: ModelStore;
    owners: OwnerResolver;
    channels: AlertChannel[];
    appBaseUrl: string;
    logger: LoggerService;
  }): AlertService {
    return new AlertService(options);
  }

  private constructor(options: Parameters<typeof AlertService.create>[0]) {
    this.#store = options.store;
    this.#findings = options.findings;
    this.#models = options.models;
    this.#owners = options.owners;
    this.#channels = options.channels;
    this.#appBaseUrl = options.appBaseUrl;
    this.#logger = options.logger;
  }

  /** Notes that the findings of a model changed, so that the next dispatch looks at them. */
  async notice(modelId: string, now: Date): Promise<void> {
    await this.#store.markDue({
      groupKey: groupKey(modelId),
      modelId,
      at: now,
    });
  }

  /**
   * Delivers what is due.
   * @throws when a delivery failed; it was noted and will be tried again if that may help
   */
  async dispatch(options: { now: Date; signal: AbortSignal }): Promise<void> {
    const failures: string[] = [];
    const groups = await this.#store.claimDue({
      now: options.now,
      leaseMs: LEASE_MS,
      limit: CLAIM_LIMIT,
    });
    for (const group of groups) {
      options.signal.throwIfAborted();
      const model = await this.#models.get(group.modelId);
      if (!model) {
        await this.#store.settle(group, options.now);
        continue;
      }
      try {
        await this.#tell(group, model, options);
      } catch (error) {
        await this.#noteFailure(group, error, options.now);
        failures.push(`${model.entityRef}: ${stringifyError(error)}`);
      }
    }
    if (failures.length > 0) {
      throw new Error(
        `${failures.length} of ${
          groups.length
        } alerts could not be delivered: ${failures.join('; ')}`,
      );
    }
  }

  async #tell(
    group: AlertGroup,
    model: Model,
    options: { now: Date; signal: AbortSignal },
  ): Promise<void> {
    const decision = decide(await this.#findings.open(model.id), group.told);
    if (!decision.tell) {
      await this.#store.settle({ ...group, attempts: 0 }, options.now);
      return;
    }
    const again = decision.reason !== 'first' && group.reference !== null;
    const { channel, destination } = again
      ? this.#earlierRoute(group)
      : await this.#newRoute(model);
    const reference = await channel.deliver(
      this.#message(group, model, decision, options.now),
      {
        destination,
        deliveryId: deliveryId(group, decision),
        ...(again && group.reference && { previous: group.reference }),
        signal: options.signal,
      },
    );
    this.#logger.info(
      `Told ${channel.id} ${destination} of ${model.entityRef}: ${decision.state} (${decision.reason})`,
    );
    await this.#store.settle(
      {
        ...group,
        told: {
          state: decision.state,
          members: Object.fromEntries(
            decision.members.map(({ id, severity }) => [id, severity]),
          ),
        },
        channelId: channel.id,
        destination,
        reference,
        attempts: 0,
      },
      options.now,
    );
  }

  #earlierRoute(
    group: AlertGroup,
  ): Pick<AlertRoute, 'channel' | 'destination'> {
    const channel = this.#channels.find(({ id }) => id === group.channelId);
    if (!channel || group.destination === null) {
      throw new AlertDeliveryError(
        `Alert channel '${group.channelId}', which told of this before, is not installed any more`,
        { retryable: false },
      );
    }
    return { channel, destination: group.destination };
  }

  async #newRoute(model: Model): Promise<AlertRoute> {
    const route = await this.#owners.resolve(model.entity);
    if (!route) {
      throw new NotFoundError(
        `Nobody can be told: neither the owner of ${model.entityRef} nor its parents have an address, and no default is configured`,
      );
    }
    return route;
  }

  #message(
    group: AlertGroup,
    model: Model,
    decision: Extract<Decision, { tell: true }>,
    now: Date,
  ): AlertMessage {
    const { namespace, kind, name } = parseEntityRef(model.entityRef);
    const link = `${
      this.#appBaseUrl
    }/catalog/${namespace}/${kind}/${name}/drift`;
    const toMember = (finding: Finding): AlertMember => ({
      id: finding.id,
      state: 'firing',
      title: finding.column,
      detail: finding.detail,
      severity: finding.severity,
      entityRef: model.entityRef,
      since: finding.openedAt,
      endedAt: null,
      acknowledgedBy: null,
      link,
      labels: { type: finding.rule, entity: model.entityRef },
    });
    const members = decision.members.map(toMember);
    const newMembers = decision.newMembers.map(toMember);
    return {
      groupKey: group.groupKey,
      ...transitionOf(decision),
      title: model.title,
      summary: model.summary,
      severity: decision.severity,
      entityRef: model.entityRef,
      owner: null,
      link,
      groupLabels: { entity: model.entityRef },
      members,
      newMembers,
      resolvedMembers: [],
      counts: { firing: members.length, resolved: 0 },
      acknowledgedBy: null,
      since: members.map(({ since }) => since).sort()[0] ?? now.toISOString(),
      at: now.toISOString(),
    };
  }

  async #noteFailure(
    group: AlertGroup,
    error: unknown,
    now: Date,
  ): Promise<void> {
    const attempts = group.attempts + 1;
    const known = error instanceof AlertDeliveryError ? error : undefined;
    const backOff = Math.min(
      FIRST_RETRY_MS * 2 ** (attempts - 1),
      LAST_RETRY_MS,
    );
    await this.#store.fail(
      { ...group, attempts },
      {
        error: stringifyError(error),
        at: now,
        ...(known?.retryable !== false && {
          retryAt: new Date(now.getTime() + (known?.retryAfterMs ?? backOff)),
        }),
      },
    );
  }
}

/** Stable key of the alerts of one model. */
export function groupKey(modelId: string): string {
  return createHash('sha256')
    .update(JSON.stringify(['model', modelId]))
    .digest('hex');
}

function transitionOf({
  reason,
}: Extract<Decision, { tell: true }>): Pick<
  AlertMessage,
  'transition' | 'reason'
> {
  switch (reason) {
    case 'first':
    case 'new-members':
      return { transition: 'trigger', reason };
    case 'resolved':
      return { transition: 'resolve', reason: 'all-resolved' };
    default:
      return { transition: 'update', reason: 'some-resolved' };
  }
}

/** The same for the same message, however often it is tried. */
function deliveryId(
  group: AlertGroup,
  { reason, members }: Extract<Decision, { tell: true }>,
): string {
  return createHash('sha256')
    .update(
      JSON.stringify([
        group.groupKey,
        reason,
        members.map(({ id, severity, openedAt }) => [id, severity, openedAt]),
      ]),
    )
    .digest('hex');
}
