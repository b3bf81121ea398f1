import type {
  ApprovalStatus,
  SeenVersion,
} from '@ai-governance/plugin-ai-governance-common';
import { Knex } from 'knex';
import type {
  OpenVersion,
  ServedVersion,
  VersionPlan,
} from './compareVersions';

/** A place in the history, the latest first. */
export interface VersionPosition {
  firstSeen: string;
  id: number;
}

/** A version with the model it belongs to and its place in the history. */
export interface StoredVersion extends VersionPosition {
  modelId: string;
  version: SeenVersion;
}

interface VersionRow {
  id: number;
  model_id: string;
  variant: string;
  model: string;
  approval: string;
  artefact_digest: string | null;
  changed_by: string | null;
  first_seen: string;
  last_seen: string | null;
  deployed_at: string | null;
  changes: string;
}

/** Name of the mark that says when the catalog was last looked through to its end. */
export const LAST_LOOK = 'sync-models';

const WRITE_BATCH = 50;

/** Table `model_versions`: which versions were seen behind endpoints, and from when to when. */
export class VersionStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): VersionStore {
    return new VersionStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** The versions that the given models serve, by id of the model. */
  async open(modelIds: string[]): Promise<Map<string, OpenVersion[]>> {
    const rows = await this.#knex<VersionRow>('model_versions')
      .whereIn('model_id', modelIds)
      .whereNull('last_seen')
      .orderBy('id');
    const open = new Map<string, OpenVersion[]>();
    for (const row of rows) {
      open.set(row.model_id, [
        ...(open.get(row.model_id) ?? []),
        {
          id: row.id,
          variant: row.variant,
          model: JSON.parse(row.model),
          approval: row.approval as ApprovalStatus,
          artefactDigest: row.artefact_digest,
          changedBy: row.changed_by,
          changes: JSON.parse(row.changes),
        },
      ]);
    }
    return open;
  }

  /**
   * Carries out plans.
   * @param options - `now` and `lastLook` are ISO instants: what is gone was last seen at the last look;
   * `deployedAt`: when the cloud says that the model began to serve what it serves, if it does
   */
  async apply(
    plans: { modelId: string; plan: VersionPlan; deployedAt: string | null }[],
    options: { now: string; lastLook: string },
  ): Promise<void> {
    const added = plans.flatMap(({ modelId, plan, deployedAt }) =>
      plan.add.map(version => ({
        model_id: modelId,
        ...toRow(version),
        changes: JSON.stringify(version.changes),
        first_seen: options.now,
        deployed_at: deployedAt,
      })),
    );
    for (let i = 0; i < added.length; i += WRITE_BATCH) {
      await this.#knex('model_versions').insert(
        added.slice(i, i + WRITE_BATCH),
      );
    }
    for (const { plan } of plans) {
      for (const version of plan.update) {
        await this.#knex('model_versions')
          .where({ id: version.id })
          .update({
            ...toRow(version),
            changes: JSON.stringify(version.changes),
          });
      }
    }
    const closed = plans.flatMap(({ plan }) => plan.close);
    for (let i = 0; i < closed.length; i += WRITE_BATCH) {
      await this.#knex('model_versions')
        .whereIn('id', closed.slice(i, i + WRITE_BATCH))
        .update({ last_seen: options.lastLook });
    }
  }

  /** Ends all versions of models that have gone. @param lastLook - ISO instant at which they were last seen */
  async closeAll(modelIds: string[], lastLook: string): Promise<void> {
    await this.#knex('model_versions')
      .whereIn('model_id', modelIds)
      .whereNull('last_seen')
      .update({ last_seen: lastLook });
  }

  /** Gives a model that has no versions those of another one. */
  async copy(from: string, to: string): Promise<void> {
    const known = await this.#knex('model_versions')
      .where({ model_id: to })
      .first('id');
    if (known) {
      return;
    }
    const rows = await this.#knex<VersionRow>('model_versions')
      .where({ model_id: from })
      .orderBy('id');
    const copies = rows.map(({ id: _, ...row }) => ({ ...row, model_id: to }));
    for (let i = 0; i < copies.length; i += WRITE_BATCH) {
      await this.#knex('model_versions').insert(
        copies.slice(i, i + WRITE_BATCH),
      );
    }
  }

  /**
   * A page of versions, the latest first.
   * @param options - `of`: narrows down whose, on column `model_id`; `since`: ISO instant, first seen from then on;
   * `after`: the last place of the page before; `lastLook`: ISO instant at which what is served was last seen
   */
  async page(options: {
    of: (query: Knex.QueryBuilder) => void;
    since?: string;
    after?: VersionPosition;
    limit: number;
    lastLook: string | undefined;
  }): Promise<StoredVersion[]> {
    const { since, after } = options;
    const rows: VersionRow[] = await this.#knex('model_versions')
      .modify(options.of)
      .modify(query => {
        if (since) {
          query.where('first_seen', '>=', since);
        }
        if (after) {
          query.where(later =>
            later
              .where('first_seen', '<', after.firstSeen)
              .orWhere(same =>
                same
                  .where('first_seen', after.firstSeen)
                  .where('id', '<', after.id),
              ),
          );
        }
      })
      .orderBy([
        { column: 'first_seen', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(options.limit);
    return rows.map(row => ({
      id: row.id,
      firstSeen: row.first_seen,
      modelId: row.model_id,
      version: {
        variant: row.variant,
        model: JSON.parse(row.model),
        approval: row.approval as ApprovalStatus,
        artefactDigest: row.artefact_digest,
        changedBy: row.changed_by,
        firstSeen: row.first_seen,
        lastSeen: row.last_seen ?? options.lastLook ?? row.first_seen,
        deployedAt: row.deployed_at,
        current: row.last_seen === null,
        changes: JSON.parse(row.changes),
      },
    }));
  }
}

function toRow(version: ServedVersion) {
  return {
    variant: version.variant,
    model: JSON.stringify(version.model),
    approval: version.approval,
    artefact_digest: version.artefactDigest,
    changed_by: version.changedBy,
  };
}
