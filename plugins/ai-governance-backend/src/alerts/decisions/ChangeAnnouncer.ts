import type { AlertChannel } from '@ai-governance/plugin-ai-governance-node';
import { Knex } from 'knex';
import { createHash } from 'node:crypto';
import { targetKey } from '../config/targets';
import type { ChangeContent } from '../delivery/content';
import { linkOf, ownershipOf } from '../intake/labels';
import { DeliveryStore } from '../store/DeliveryStore';
import { type NewVersion, NewVersionStore } from '../store/NewVersionStore';

/**
 * Announces new versions behind endpoints to the owners, by the channels that take changes: who looks into an alert sees
 * what was deployed before it.
 */
export class ChangeAnnouncer {
  readonly #knex: Knex;
  readonly #channels: string[];
  readonly #appBaseUrl: string;

  static create(options: {
    knex: Knex;
    channels: AlertChannel[];
    appBaseUrl: string;
  }): ChangeAnnouncer {
    return new ChangeAnnouncer(options);
  }

  private constructor(options: Parameters<typeof ChangeAnnouncer.create>[0]) {
    this.#knex = options.knex;
    this.#channels = options.channels
      .filter(channel => channel.announceChange)
      .map(({ id }) => id);
    this.#appBaseUrl = options.appBaseUrl;
  }

  /** Puts what is new into the outbox. */
  async run(now: Date): Promise<void> {
    if (this.#channels.length === 0) {
      return;
    }
    await this.#knex.transaction(async tx => {
      const versions = await NewVersionStore.create({ knex: tx }).take(now);
      const announced = versions
        // The first version that was seen of a variant is no change.
        .filter(({ changes }) => changes.length > 0)
        .map(version => toContent(version, this.#appBaseUrl));
      await DeliveryStore.create({ knex: tx }).add(
        announced.flatMap(content =>
          this.#channels.map(by => ({
            groupKey: content.id,
            target: targetKey({ to: 'owner', fixed: false, by }),
            content,
          })),
        ),
        now,
      );
    });
  }
}

function toContent(version: NewVersion, appBaseUrl: string): ChangeContent {
  const { entityRef, title, variant, model, changes, firstSeen } = version;
  const name = [model.name, model.version].filter(Boolean).join(' ');
  const { owner, system } = ownershipOf(JSON.parse(version.entity));
  return {
    kind: 'change',
    id: createHash('sha256')
      .update(JSON.stringify(['model-change', version.id]))
      .digest('hex'),
    entityRef,
    title: `${title} serves ${name}`,
    summary: `${variant} serves ${name} since ${firstSeen}: ${changes
      .map(
        ({ what, from, to }) => `${what} ${from ?? 'none'} → ${to ?? 'none'}`,
      )
      .join(', ')}`,
    link: `${appBaseUrl}${linkOf('change', entityRef)}`,
    details: {
      variant,
      model: model.name,
      ...(model.version && { version: model.version }),
    },
    at: firstSeen,
    owner,
    system,
  };
}
