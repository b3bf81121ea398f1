import type { Silence } from '@ai-governance/plugin-ai-governance-common';
import { Knex } from 'knex';
import type { EngineSilence } from '../engine/holds';
import { compileMatchers } from '../engine/matchers';

/** How long after its end decisions know of a silence: longer than any interval between two looks at a group. */
const REMEMBERED_MS = 7 * 24 * 3_600_000;

interface SilenceRow {
  id: string;
  kind: string;
  matchers: string;
  starts_at: string;
  ends_at: string;
  author: string;
  comment: string;
  created_at: string;
  ended_by: string | null;
}

/** Table `alert_silences`. */
export class SilenceStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): SilenceStore {
    return new SilenceStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Silences that have begun, and did not end long ago. */
  async forDecisions(now: Date): Promise<EngineSilence[]> {
    const rows = await this.#knex<SilenceRow>('alert_silences')
      .where('starts_at', '<=', now.toISOString())
      .where(
        'ends_at',
        '>',
        new Date(now.getTime() - REMEMBERED_MS).toISOString(),
      );
    return rows.map(row => ({
      id: row.id,
      kind: row.kind as EngineSilence['kind'],
      match: compileMatchers(JSON.parse(row.matchers)),
      startsAt: Date.parse(row.starts_at),
      endsAt: Date.parse(row.ends_at),
      author: row.author,
      comment: row.comment,
    }));
  }

  /** Silences in given states, those that end last first, at most 500. */
  async list(states: Silence['state'][], now: Date): Promise<Silence[]> {
    const at = now.toISOString();
    const rows = await this.#knex<SilenceRow>('alert_silences')
      .where(any => {
        any.whereRaw('1 = 0');
        if (states.includes('pending')) {
          any.orWhere('starts_at', '>', at);
        }
        if (states.includes('active')) {
          any.orWhere(active =>
            active.where('starts_at', '<=', at).where('ends_at', '>', at),
          );
        }
        if (states.includes('expired')) {
          any.orWhere('ends_at', '<=', at);
        }
      })
      .orderBy('ends_at', 'desc')
      .orderBy('id')
      .limit(500);
    return rows.map(row => toSilence(row, at));
  }

  /** One silence, or undefined. */
  async get(id: string, now: Date): Promise<Silence | undefined> {
    const row = await this.#knex<SilenceRow>('alert_silences')
      .where({ id })
      .first();
    return row && toSilence(row, now.toISOString());
  }

  /** Adds a silence. */
  async add(silence: Omit<Silence, 'state' | 'endedBy'>): Promise<void> {
    await this.#knex<SilenceRow>('alert_silences').insert({
      id: silence.id,
      kind: silence.kind,
      matchers: JSON.stringify(silence.matchers),
      starts_at: silence.startsAt,
      ends_at: silence.endsAt,
      author: silence.author,
      comment: silence.comment,
      created_at: silence.createdAt,
      ended_by: null,
    });
  }

  /** Ends a silence before its time. @returns false when it has ended already or is not there */
  async end(id: string, options: { by: string; now: Date }): Promise<boolean> {
    const at = options.now.toISOString();
    const ended = await this.#knex<SilenceRow>('alert_silences')
      .where({ id })
      .where('ends_at', '>', at)
      .update({ ends_at: at, ended_by: options.by });
    return ended > 0;
  }
}

function toSilence(row: SilenceRow, now: string): Silence {
  const { starts_at: startsAt, ends_at: endsAt } = row;
  const begun = startsAt <= now ? 'active' : 'pending';
  return {
    id: row.id,
    kind: row.kind as Silence['kind'],
    matchers: JSON.parse(row.matchers),
    startsAt,
    endsAt,
    author: row.author,
    comment: row.comment,
    createdAt: row.created_at,
    state: endsAt <= now ? 'expired' : begun,
    endedBy: row.ended_by,
  };
}
