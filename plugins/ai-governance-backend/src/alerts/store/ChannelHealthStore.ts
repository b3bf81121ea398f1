import { Knex } from 'knex';

/** How deliveries by a channel have gone. */
export interface StoredChannelHealth {
  lastSuccessAt: string | null;
  lastErrorAt: string | null;
  lastError: string | null;
  /** Failed deliveries since the last that succeeded. */
  failures: number;
  /** When the channel was last asked; null when it never was. */
  probedAt: string | null;
  probeOk: boolean | null;
  probeDetail: string | null;
}

const UNKNOWN: StoredChannelHealth = {
  lastSuccessAt: null,
  lastErrorAt: null,
  lastError: null,
  failures: 0,
  probedAt: null,
  probeOk: null,
  probeDetail: null,
};

/** Table `channel_health`, one row a channel. */
export class ChannelHealthStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): ChannelHealthStore {
    return new ChannelHealthStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Health by id of the channel; channels of which nothing is known are left out. */
  async all(): Promise<Map<string, StoredChannelHealth>> {
    const rows = await this.#knex('channel_health');
    return new Map(
      rows.map(row => [
        row.channel,
        {
          lastSuccessAt: row.last_success_at,
          lastErrorAt: row.last_error_at,
          lastError: row.last_error,
          failures: row.failures,
          probedAt: row.probed_at,
          probeOk: row.probe_ok === null ? null : Boolean(row.probe_ok),
          probeDetail: row.probe_detail,
        },
      ]),
    );
  }

  /** Notes deliveries of a channel. @param error - of the last that failed; null when all succeeded */
  async note(
    channel: string,
    options: { at: Date; succeeded: boolean; failed: number; error: string },
  ): Promise<void> {
    const at = options.at.toISOString();
    await this.#knex('channel_health')
      .insert({ channel, failures: 0 })
      .onConflict('channel')
      .ignore();
    await this.#knex('channel_health')
      .where({ channel })
      .update({
        ...(options.succeeded && { last_success_at: at, failures: 0 }),
        ...(options.failed > 0 && {
          last_error_at: at,
          last_error: options.error.slice(0, 2_000),
          failures: options.succeeded
            ? options.failed
            : this.#knex.raw('failures + ?', [options.failed]),
        }),
      });
  }

  /** Notes what a channel answered when it was asked whether it would take messages. */
  async probed(
    channel: string,
    options: { at: Date; ok: boolean; detail: string },
  ): Promise<void> {
    const probe = {
      probed_at: options.at.toISOString(),
      probe_ok: options.ok,
      probe_detail: options.detail.slice(0, 2_000),
    };
    await this.#knex('channel_health')
      .insert({ channel, failures: 0, ...probe })
      .onConflict('channel')
      .merge(Object.keys(probe));
  }
}

/** Health of a channel of which nothing is known. */
export function unknownHealth(): StoredChannelHealth {
  return { ...UNKNOWN };
}
