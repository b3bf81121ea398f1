import type {
  MonitoredColumn,
  MonitorSettings,
  MonitorVersion,
} from '@ai-governance/plugin-ai-governance-common';
import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { isDeepStrictEqual } from 'node:util';
import type { Model } from '../models/ModelStore';
import { DEFAULT_SETTINGS } from './defaults';
import { type SettingsPatch, withPatch } from './layers';
import type { MonitorStore } from './MonitorStore';
import { driftFileSchema, monitorsFileSchema } from './settingsSchema';
import { readYamlFile } from './yamlFile';

/**
 * Knows what is watched on each endpoint, and how. Every change of the effective settings is a new version.
 */
export class MonitorService {
  readonly #store: MonitorStore;
  readonly #defaults: MonitorSettings;
  readonly #endpoints: Map<string, SettingsPatch>;
  readonly #logger: LoggerService;

  /**
   * Reads the files named in `aiGovernance.drift.file` and `aiGovernance.monitors.file`.
   * @throws InputError that names file, line, key and what is allowed
   */
  static async fromConfig(
    config: Config,
    options: { store: MonitorStore; logger: LoggerService },
  ): Promise<MonitorService> {
    const driftFile = config.getOptionalString('aiGovernance.drift.file');
    const monitorsFile = config.getOptionalString('aiGovernance.monitors.file');
    return new MonitorService(
      options.store,
      withPatch(
        DEFAULT_SETTINGS,
        driftFile ? await readYamlFile(driftFile, driftFileSchema) : {},
      ),
      monitorsFile
        ? await readYamlFile(monitorsFile, monitorsFileSchema)
        : new Map(),
      options.logger,
    );
  }

  private constructor(
    store: MonitorStore,
    defaults: MonitorSettings,
    endpoints: Map<string, SettingsPatch>,
    logger: LoggerService,
  ) {
    this.#store = store;
    this.#defaults = defaults;
    this.#endpoints = endpoints;
    this.#logger = logger;
  }

  /** The version in force, without looking for changes. */
  async current(modelId: string): Promise<MonitorVersion | undefined> {
    return this.#store.latest(modelId);
  }

  /** What the files say of a model. */
  configured(model: Model): MonitorSettings {
    return withPatch(
      this.#defaults,
      this.#endpoints.get(model.entityRef) ?? {},
    );
  }

  /** Whether a baseline was chosen since the settings were last resolved. */
  async isOutdated(modelId: string): Promise<boolean> {
    const [latest, choice] = await Promise.all([
      this.#store.latest(modelId),
      this.#store.choices.latest(modelId),
    ]);
    return choice?.version !== latest?.settings.baselineVersion;
  }

  /**
   * The effective settings of a model, as a version; a new one when they have changed. A baseline chosen through the API
   * lies over that of the files.
   */
  async resolve(model: Model, now: Date): Promise<MonitorVersion> {
    const [latest, choice] = await Promise.all([
      this.#store.latest(model.id),
      this.#store.choices.latest(model.id),
    ]);
    const settings = this.configured(model);
    if (choice) {
      settings.baseline = choice.baseline ?? settings.baseline;
      settings.baselineVersion = choice.version;
    }
    // Columns that were inferred once stay as they are: a change in the payload must show as drift or as an error.
    if (settings.columns === 'auto' && latest?.settings.columnsInferred) {
      settings.columns = latest.settings.columns;
      settings.columnsInferred = true;
    }
    if (latest && isDeepStrictEqual(latest.settings, settings)) {
      return latest;
    }
    const isChosen =
      choice && choice.version !== latest?.settings.baselineVersion;
    const { author, reason } = isChosen
      ? choice
      : {
          author: 'config',
          reason: latest ? 'The configuration changed' : 'First seen',
        };
    const version = await this.#store.append({
      modelId: model.id,
      settings,
      author,
      reason,
      at: now,
    });
    this.#logger.info(
      `Monitor of ${model.entityRef} is now version ${version.version}: ${version.reason}`,
    );
    return version;
  }

  /** Pins the columns that were found in the payload. */
  async pinColumns(
    model: Model,
    monitor: MonitorVersion,
    columns: MonitoredColumn[],
    now: Date,
  ): Promise<MonitorVersion> {
    return this.#store.append({
      modelId: model.id,
      settings: { ...monitor.settings, columns, columnsInferred: true },
      author: 'config',
      reason: `${columns.length} columns were found in the inference logs`,
      at: now,
    });
  }

  /**
   * Whether a grid that was built for one version serves another: it does while the columns are the same, and the
   * uploaded reference that laid it out, or else that it came from logs.
   */
  async sameGrid(
    model: Model,
    version: number,
    monitor: MonitorVersion,
  ): Promise<boolean> {
    if (version === monitor.version) {
      return true;
    }
    const other = await this.#store.get(model.id, version);
    return isDeepStrictEqual(
      other && gridBasis(other.settings),
      gridBasis(monitor.settings),
    );
  }
}

function gridBasis({ columns, rowsPath, baseline }: MonitorSettings) {
  return [
    columns,
    rowsPath,
    baseline.kind === 'upload' ? baseline.upload : undefined,
  ];
}
