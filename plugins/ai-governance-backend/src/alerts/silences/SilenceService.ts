import type {
  AlertMatcher,
  Silence,
  SilenceInput,
  SilencePreview,
} from '@ai-governance/plugin-ai-governance-common';
import { SEVERITIES } from '@ai-governance/plugin-ai-governance-common';
import { InputError, NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import type { ReadScope } from '../../fleet/listed';
import { compileMatchers } from '../engine/matchers';
import type { EngineAlert } from '../engine/types';
import { AlertStore } from '../store/AlertStore';
import { toListed } from '../store/alertRows';
import { GroupStore } from '../store/GroupStore';
import { SilenceStore } from '../store/SilenceStore';

const SHOWN = 50;
/** A silence that lasts longer hides more than it quiets. */
const LONGEST_MS = 366 * 24 * 3_600_000;

/** Silences and single maintenances of systems. */
export class SilenceService {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): SilenceService {
    return new SilenceService(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Silences in given states, those that end last first. */
  async list(states: Silence['state'][], now: Date): Promise<Silence[]> {
    return SilenceStore.create({ knex: this.#knex }).list(states, now);
  }

  /**
   * Adds a silence. Groups that it concerns are looked at with the next decision.
   * @throws InputError when it is not valid
   */
  async create(
    input: SilenceInput,
    options: { author: string; now: Date },
  ): Promise<Silence> {
    const { author, now } = options;
    const startsAt = new Date(input.startsAt ?? now);
    const endsAt = new Date(input.endsAt);
    check(input, startsAt, endsAt, now);
    const silence: Silence = {
      id: randomUUID(),
      kind: input.kind ?? 'silence',
      matchers: input.matchers,
      // What began in the past begins now: nothing is held back after the fact.
      startsAt: (startsAt < now ? now : startsAt).toISOString(),
      endsAt: endsAt.toISOString(),
      author,
      comment: input.comment,
      createdAt: now.toISOString(),
      state: startsAt > now ? 'pending' : 'active',
      endedBy: null,
    };
    const ids = await this.#matching(input.matchers);
    await this.#knex.transaction(async tx => {
      await SilenceStore.create({ knex: tx }).add(silence);
      await GroupStore.create({ knex: tx }).poke(
        ids.map(({ id }) => id),
        now.getTime(),
      );
    });
    return silence;
  }

  /** Ends a silence now. @throws NotFoundError; InputError when it has ended already */
  async end(
    id: string,
    options: { author: string; now: Date },
  ): Promise<Silence> {
    const { author, now } = options;
    const before = await SilenceStore.create({ knex: this.#knex }).get(id, now);
    if (!before) {
      throw new NotFoundError(`There is no silence '${id}'`);
    }
    const ids = await this.#matching(before.matchers);
    await this.#knex.transaction(async tx => {
      const ended = await SilenceStore.create({ knex: tx }).end(id, {
        by: author,
        now,
      });
      if (!ended) {
        throw new InputError(`The silence '${id}' has ended already`);
      }
      await GroupStore.create({ knex: tx }).poke(
        ids.map(alert => alert.id),
        now.getTime(),
      );
    });
    return {
      ...before,
      endsAt: now.toISOString(),
      state: 'expired',
      endedBy: author,
    };
  }

  /** Firing alerts that a silence would hold back, of those that the caller may read. */
  async preview(
    matchers: AlertMatcher[],
    scope: ReadScope,
  ): Promise<SilencePreview> {
    const store = AlertStore.create({ knex: this.#knex });
    const matching = await this.#matching(matchers);
    const readable =
      scope === 'all' ? matching : await this.#readable(matching, scope);
    const shown = readable
      .sort(
        (a, b) =>
          SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity),
      )
      .slice(0, SHOWN)
      .map(({ id }) => id);
    const alerts = await store.byIds(shown);
    return {
      total: readable.length,
      items: shown.flatMap(id => {
        const alert = alerts.get(id);
        return alert ? [toListed(alert)] : [];
      }),
    };
  }

  async #readable(
    alerts: EngineAlert[],
    scope: readonly string[],
  ): Promise<EngineAlert[]> {
    const allowed = new Set(scope);
    const models = await AlertStore.create({ knex: this.#knex }).modelsOf(
      alerts.map(({ id }) => id),
    );
    return alerts.filter(({ id }) => allowed.has(models.get(id) ?? ''));
  }

  async #matching(matchers: AlertMatcher[]): Promise<EngineAlert[]> {
    const match = compileMatchers(matchers);
    const matching: EngineAlert[] = [];
    const store = AlertStore.create({ knex: this.#knex });
    for await (const page of store.firing(matchers)) {
      matching.push(...page.filter(match));
    }
    return matching;
  }
}

function check(
  input: SilenceInput,
  startsAt: Date,
  endsAt: Date,
  now: Date,
): void {
  compileMatchers(input.matchers);
  if (endsAt <= startsAt || endsAt <= now) {
    throw new InputError('endsAt: must be after the start, and not be past');
  }
  if (endsAt.getTime() - startsAt.getTime() > LONGEST_MS) {
    throw new InputError('endsAt: a silence lasts 366 days at most');
  }
  const named = input.matchers.some(
    ({ label, operator, value }) =>
      label === 'system' && operator === '=' && value !== '',
  );
  if (input.kind === 'maintenance' && !named) {
    throw new InputError(
      'matchers: a maintenance is of a system, so one of them must be `system = <ref>`',
    );
  }
  const open = input.matchers.every(({ operator, value }) =>
    operator === '=~' ? /^\.\*$/.test(value) : operator.startsWith('!'),
  );
  if (open) {
    throw new InputError(
      'matchers: one at least must say what is meant, by `=` or an expression other than .*',
    );
  }
}
