import type {
  MonitorSettings,
  MonitorVersion,
} from '@ai-governance/plugin-ai-governance-common';
import { Knex } from 'knex';
import { BaselineChoiceStore } from '../baselines/BaselineChoiceStore';
import { withDefaults } from './layers';

interface MonitorRow {
  model_id: string;
  version: number;
  settings: string;
  author: string;
  reason: string;
  created_at: string;
}

/** Table `monitor_versions`: append only, the highest version is in force. */
export class MonitorStore {
  readonly #knex: Knex;
  /** Baselines chosen through the API, which lie over the files. */
  readonly choices: BaselineChoiceStore;

  static create(options: { knex: Knex }): MonitorStore {
    return new MonitorStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
    this.choices = BaselineChoiceStore.create({ knex });
  }

  /** The version in force, or undefined before the first. */
  async latest(modelId: string): Promise<MonitorVersion | undefined> {
    const row = await this.#knex<MonitorRow>('monitor_versions')
      .where({ model_id: modelId })
      .orderBy('version', 'desc')
      .first();
    return row && toVersion(row);
  }

  /** One version, or undefined. */
  async get(
    modelId: string,
    version: number,
  ): Promise<MonitorVersion | undefined> {
    const row = await this.#knex<MonitorRow>('monitor_versions')
      .where({ model_id: modelId, version })
      .first();
    return row && toVersion(row);
  }

  /** Adds the next version. */
  async append(options: {
    modelId: string;
    settings: MonitorSettings;
    author: string;
    reason: string;
    at: Date;
  }): Promise<MonitorVersion> {
    return this.#knex.transaction(async tx => {
      const last = await tx<MonitorRow>('monitor_versions')
        .where({ model_id: options.modelId })
        .max<{ version: number | null }>('version as version')
        .first();
      const row: MonitorRow = {
        model_id: options.modelId,
        version: (last?.version ?? 0) + 1,
        settings: JSON.stringify(options.settings),
        author: options.author,
        reason: options.reason,
        created_at: options.at.toISOString(),
      };
      await tx<MonitorRow>('monitor_versions').insert(row);
      return toVersion(row);
    });
  }
}

function toVersion(row: MonitorRow): MonitorVersion {
  return {
    version: row.version,
    // Stored by an earlier release, it lacks what came later.
    settings: withDefaults(JSON.parse(row.settings)),
    author: row.author,
    reason: row.reason,
    createdAt: row.created_at,
  };
}
