import type { AlertChange } from '@ai-governance/plugin-ai-governance-common';
import type {
  AlertInbox,
  InboundAction,
  InboundResult,
} from '@ai-governance/plugin-ai-governance-node';
import { AuditorService } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import type { AlertSignals } from '../AlertSignals';
import { GroupStore } from '../store/GroupStore';
import { InboundEventStore } from '../store/InboundEventStore';
import type { AlertActions } from './AlertActions';

/** Takes what people do in channels: each event once, audited. */
export class Inbox implements AlertInbox {
  readonly #knex: Knex;
  readonly #actions: AlertActions;
  readonly #auditor: AuditorService;
  readonly #signals: AlertSignals;

  static create(options: {
    knex: Knex;
    actions: AlertActions;
    auditor: AuditorService;
    signals: AlertSignals;
  }): Inbox {
    return new Inbox(options);
  }

  private constructor(options: Parameters<typeof Inbox.create>[0]) {
    this.#knex = options.knex;
    this.#actions = options.actions;
    this.#auditor = options.auditor;
    this.#signals = options.signals;
  }

  async acknowledge(action: InboundAction): Promise<InboundResult> {
    return this.#handle(action, { acknowledged: true });
  }

  async unacknowledge(action: InboundAction): Promise<InboundResult> {
    return this.#handle(action, { acknowledged: false });
  }

  async resolve(action: InboundAction): Promise<InboundResult> {
    return this.#handle(action, { resolved: true });
  }

  async #handle(
    action: InboundAction,
    change: AlertChange,
  ): Promise<InboundResult> {
    const { channelId, groupKey, eventId, actor } = action;
    const event = await this.#auditor.createEvent({
      eventId: 'alert-inbound',
      severityLevel: 'medium',
      meta: { channelId, groupKey, eventId, actor: actor.name, ...change },
    });
    try {
      if (!eventId || eventId.length > 255) {
        throw new InputError(
          `The event of channel '${channelId}' must have an id of 1 to 255 characters`,
        );
      }
      const now = new Date();
      const result = await this.#knex.transaction(tx =>
        this.#apply(tx, action, change, now),
      );
      if (result.outcome === 'changed') {
        await this.#signals.changed(now);
      }
      await event.success({ meta: { ...result } });
      return result;
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
  }

  async #apply(
    tx: Knex,
    action: InboundAction,
    change: AlertChange,
    now: Date,
  ): Promise<InboundResult> {
    const { channelId, groupKey, eventId, actor, alertIds } = action;
    const groups = GroupStore.create({ knex: tx });
    if (!(await groups.get(groupKey))) {
      throw new NotFoundError(`There is no group of alerts '${groupKey}'`);
    }
    const isNew = await InboundEventStore.create({ knex: tx }).add({
      channel: channelId,
      eventId,
      now,
    });
    if (!isNew) {
      return { outcome: 'repeated', alertIds: [] };
    }
    const members = (await groups.members([groupKey]))
      .filter(({ alert, moved }) => alert.state === 'firing' && !moved)
      .map(({ alert }) => alert.id)
      .filter(id => !alertIds || alertIds.includes(id));
    const { changed } = await this.#actions.changeIn(tx, members, change, {
      actor: {
        name: (actor.userEntityRef ?? `${channelId}:${actor.name}`).slice(
          0,
          255,
        ),
        via: channelId,
      },
      now,
    });
    return {
      outcome: changed.length > 0 ? 'changed' : 'unchanged',
      alertIds: changed.map(({ id }) => id),
    };
  }
}
