import { Knex } from 'knex';

/** What became of alerts, as far as it is deleted after a while. */
export class AlertHistoryStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): AlertHistoryStore {
    return new AlertHistoryStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Deletes what ended before an instant: alerts with their history, deliveries that are done, silences, and events of
   * channels. What fires, and what waits to be sent, stays however old it is.
   * @returns how many alerts and deliveries there were
   */
  async deleteBefore(
    instant: Date,
  ): Promise<{ alerts: number; deliveries: number }> {
    const at = instant.toISOString();
    return this.#knex.transaction(async tx => {
      const ended = () =>
        tx('alerts')
          .where('state', 'resolved')
          .where('updated_at', '<', at)
          .select('id');
      await tx('notification_members')
        .where('ended', true)
        .whereIn('alert_id', ended())
        .delete();
      await tx('alert_events').where('at', '<', at).delete();
      const alerts = await tx('alerts')
        .whereIn('id', ended())
        .whereNotIn('id', tx('notification_members').select('alert_id'))
        .delete();
      const empty = () =>
        tx('notification_groups')
          .whereNull('next_at')
          .whereNotIn(
            'group_key',
            tx('notification_members').select('group_key'),
          )
          .select('group_key');
      await tx('notification_targets').whereIn('group_key', empty()).delete();
      await tx('notification_groups').whereIn('group_key', empty()).delete();
      const done = () =>
        tx('notification_deliveries')
          .whereNot({ state: 'pending' })
          .where('created_at', '<', at)
          .select('id');
      await tx('delivery_attempts').whereIn('delivery_id', done()).delete();
      const deliveries = await tx('notification_deliveries')
        .whereIn('id', done())
        .delete();
      await tx('alert_silences').where('ends_at', '<', at).delete();
      await tx('inbound_events').where('at', '<', at).delete();
      return { alerts, deliveries };
    });
  }
}
