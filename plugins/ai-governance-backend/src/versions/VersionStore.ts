import type {
  ApprovalStatus,
  Cloud,
  SeenVersion,
} from '@ai-governance/plugin-ai-governance-common';
import { Knex } from 'knex';
import { type ReadScope, whereListed } from '../fleet/listed';
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

/** A version with what a list of the fleet shows of its model. */
export interface FleetStoredVersion extends StoredVersion {
  title: string;
  cloud: Cloud;
}

/** Which page. */
export interface VersionPage {
  /** The last place of the page before. */
  after?: VersionPosition;
  limit: number;
  /** ISO instant at which what is served was last seen. */
  lastLook: string | undefined;
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

  /** A page of the versions of one model, the latest first. */
  async ofModel(modelId: string, page: VersionPage): Promise<StoredVersion[]> {
    const rows: VersionRow[] = await this.#page(page)
      .where('model_versions.model_id', modelId)
      .select('model_versions.*');
    return rows.map(row => toStored(row, page.lastLook));
  }

  /**
   * A page of the versions of all listed models of a scope, the latest first.
   * @param options - `since`: ISO instant, first seen from then on
   */
  async ofFleet(
    options: VersionPage & { scope: ReadScope; since?: string },
  ): Promise<FleetStoredVersion[]> {
    const rows: (VersionRow & { title: string; cloud: string })[] =
      await this.#page(options)
        .join('models', 'models.id', 'model_versions.model_id')
        .modify(whereListed, options.scope)
        .modify(query => {
          if (options.since) {
            query.where('model_versions.first_seen', '>=', options.since);
          }
        })
        .select('model_versions.*', 'models.title', 'models.cloud');
    return rows.map(row => ({
      ...toStored(row, options.lastLook),
      title: row.title,
      cloud: row.cloud as Cloud,
    }));
  }

  #page({ after, limit }: VersionPage): Knex.QueryBuilder {
    return this.#knex('model_versions')
      .modify(query => {
        if (after) {
          query.whereRaw(
            '(model_versions.first_seen, model_versions.id) < (?, ?)',
            [after.firstSeen, after.id],
          );
        }
      })
      .orderBy([
        { column: 'model_versions.first_seen', order: 'desc' },
        { column: 'model_versions.id', order: 'desc' },
      ])
      .limit(limit);
  }
}

function toStored(
  row: VersionRow,
  lastLook: string | undefined,
): StoredVersion {
  return {
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
      lastSeen: row.last_seen ?? lastLook ?? row.first_seen,
      deployedAt: row.deployed_at,
      current: row.last_seen === null,
      changes: JSON.parse(row.changes),
    },
  };
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
