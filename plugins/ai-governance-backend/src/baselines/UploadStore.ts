import type { ReferenceFormat } from '@ai-governance/plugin-ai-governance-common';
import {
  decodeProfile,
  encodeProfile,
  type Grid,
  type Profile,
} from '@ai-governance/plugin-ai-governance-statistics';
import { NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import type { WindowSum } from '../profiles/ProfileStore';

/** What an uploaded reference came to. */
export interface ReferenceCounts {
  /** Laid out by the reference itself; the logs that are compared with it are counted on the same. */
  grid: Grid;
  profile: Profile;
  /** What is to be known of the counts' accuracy, a sentence each. */
  notes: string[];
}

/** An uploaded reference without its counts. */
export interface UploadSummary {
  /** Counted per model from 1. */
  upload: number;
  /** Name the file had; only shown. */
  label: string;
  format: ReferenceFormat;
  rows: number;
  notes: string[];
}

/** An uploaded reference. */
export type StoredUpload = UploadSummary & ReferenceCounts;

/** Table `baseline_uploads`: append only. The files themselves are not kept. */
export class UploadStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): UploadStore {
    return new UploadStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** One upload with its counts, or undefined. */
  async get(
    modelId: string,
    upload: number,
  ): Promise<StoredUpload | undefined> {
    const row = await this.#knex('baseline_uploads')
      .where({ model_id: modelId, upload })
      .first();
    if (!row) {
      return undefined;
    }
    const grid: Grid = JSON.parse(row.grid);
    return {
      ...toSummary(row),
      grid,
      profile: decodeProfile(row.counts, grid),
    };
  }

  /**
   * The counts of an upload as if it were a window without hours.
   * @throws NotFoundError when there is no such upload
   */
  async sum(modelId: string, upload: number): Promise<WindowSum> {
    const stored = await this.get(modelId, upload);
    if (!stored) {
      throw new NotFoundError(
        `There is no uploaded reference ${upload} of model '${modelId}'`,
      );
    }
    return { profile: stored.profile, hours: 0, revision: 0 };
  }

  /** All uploads of a model, by number. */
  async list(modelId: string): Promise<Map<number, UploadSummary>> {
    const rows = await this.#knex('baseline_uploads')
      .where({ model_id: modelId })
      .select('upload', 'label', 'format', 'rows', 'notes');
    return new Map(rows.map(row => [row.upload, toSummary(row)]));
  }

  /**
   * Adds an upload.
   * @param tx - the transaction in which it is chosen as the baseline, so that neither is there without the other
   * @returns its number
   */
  async append(
    modelId: string,
    upload: ReferenceCounts & {
      label: string;
      format: ReferenceFormat;
      at: Date;
    },
    tx: Knex.Transaction,
  ): Promise<number> {
    const last = await tx('baseline_uploads')
      .where({ model_id: modelId })
      .max('upload as upload')
      .first();
    const number = Number(last?.upload ?? 0) + 1;
    await tx('baseline_uploads').insert({
      model_id: modelId,
      upload: number,
      label: upload.label,
      format: upload.format,
      rows: upload.profile.rows,
      notes: JSON.stringify(upload.notes),
      grid: JSON.stringify(upload.grid),
      counts: Buffer.from(encodeProfile(upload.profile, upload.grid)),
      created_at: upload.at.toISOString(),
    });
    return number;
  }
}

function toSummary(row: {
  upload: number;
  label: string;
  format: ReferenceFormat;
  rows: string | number;
  notes: string;
}): UploadSummary {
  return {
    upload: row.upload,
    label: row.label,
    format: row.format,
    rows: Number(row.rows),
    notes: JSON.parse(row.notes),
  };
}
