import { Knex } from 'knex';

/** Table `inbound_events`: what people did in channels, once each. */
export class InboundEventStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): InboundEventStore {
    return new InboundEventStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** @returns false when the event is known already */
  async add(options: {
    channel: string;
    eventId: string;
    now: Date;
  }): Promise<boolean> {
    const added = await this.#knex('inbound_events')
      .insert({
        channel: options.channel,
        event_id: options.eventId,
        at: options.now.toISOString(),
      })
      .onConflict(['channel', 'event_id'])
      .ignore()
      .returning('event_id');
    return added.length > 0;
  }
}
