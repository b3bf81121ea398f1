import type {
  FairnessMetric,
  MonitoredColumn,
  MonitorSettings,
  MonitorVersion,
} from '@ai-governance/plugin-ai-governance-common';
import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { isDeepStrictEqual } from 'node:util';
import type { Model } from '../models/ModelStore';
import { DEFAULT_SETTINGS } from './defaults';
import { type SettingsPatch, withFairness, withPatch } from './layers';
import type { MonitorStore } from './MonitorStore';
import {
  biasFileSchema,
  driftFileSchema,
  monitorsFileSchema,
} from './settingsSchema';
import { readYamlFile } from './yamlFile';

/** Author of what nobody chose. */
const CONFIG_AUTHOR = 'config';

/**
 * Knows what is watched on each endpoint, and how. Every change of the effective settings is a new version.
 */
export class MonitorService {
  readonly #store: MonitorStore;
  readonly #defaults: MonitorSettings;
  readonly #endpoints: Map<string, SettingsPatch>;
  readonly #logger: LoggerService;

  /**
   * Reads the files named in `aiGovernance.drift.file`, `aiGovernance.bias.file` and `aiGovernance.monitors.file`.
   * @throws InputError that names file, line, key and what is allowed
   */
  static async fromConfig(
    config: Config,
    options: { store: MonitorStore; logger: LoggerService },
  ): Promise<MonitorService> {
    const driftFile = config.getOptionalString('aiGovernance.drift.file');
    const biasFile = config.getOptionalString('aiGovernance.bias.file');
    const monitorsFile = config.getOptionalString('aiGovernance.monitors.file');
    return new MonitorService(
      options.store,
      withPatch(
        withPatch(
          DEFAULT_SETTINGS,
          driftFile ? await readYamlFile(driftFile, driftFileSchema) : {},
        ),
        biasFile ? await readYamlFile(biasFile, biasFileSchema) : {},
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

  /**
   * Whether a baseline was chosen since the settings were last resolved, or columns since a run began.
   * @param used - version that the run resolved; undefined when it did not come so far
   */
  async isOutdated(
    modelId: string,
    used: number | undefined,
  ): Promise<boolean> {
    const [latest, choice] = await Promise.all([
      this.#store.latest(modelId),
      this.#store.choices.latest(modelId),
    ]);
    return (
      choice?.version !== latest?.settings.baselineVersion ||
      (used !== undefined &&
        latest !== undefined &&
        latest.version > used &&
        latest.author !== CONFIG_AUTHOR)
    );
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
    if (latest?.settings.columnsConfirmed) {
      settings.columns = latest.settings.columns;
      settings.columnsConfirmed = true;
    }
    if (latest?.settings.fairnessChanges) {
      settings.fairnessChanges = latest.settings.fairnessChanges;
      settings.fairness = withFairness(
        settings.fairness,
        settings.fairnessChanges,
      );
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
          author: CONFIG_AUTHOR,
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
    const latest = await this.#store.latest(model.id);
    if (latest?.settings.columnsConfirmed) {
      // Somebody was faster, in the middle of the run.
      return latest;
    }
    return this.#store.append({
      modelId: model.id,
      settings: { ...monitor.settings, columns, columnsInferred: true },
      author: CONFIG_AUTHOR,
      reason: `${columns.length} columns were found in the inference logs`,
      at: now,
    });
  }

  /**
   * Puts columns that somebody chose over those of the configuration.
   * @param choice - `columns`: undefined for those of the configuration again, which are found anew where it names none
   */
  async setColumns(
    model: Model,
    choice: {
      columns: MonitoredColumn[] | undefined;
      author: string;
      reason: string;
      now: Date;
    },
  ): Promise<MonitorVersion> {
    const { columns, author, reason, now } = choice;
    const { columnsConfirmed: _, ...settings } = (
      await this.resolve(model, now)
    ).settings;
    return this.#store.append({
      modelId: model.id,
      settings: {
        ...settings,
        columnsInferred: false,
        ...(columns
          ? { columns, columnsConfirmed: true }
          : { columns: this.configured(model).columns }),
      },
      ...{ author, reason, at: now },
    });
  }

  /** Puts thresholds of fairness that somebody chose over those of the files, and over those chosen before. */
  async changeFairness(
    model: Model,
    choice: {
      changes: NonNullable<MonitorSettings['fairnessChanges']>;
      author: string;
      reason: string;
      now: Date;
    },
  ): Promise<MonitorVersion> {
    const { changes, author, reason, now } = choice;
    const { settings } = await this.resolve(model, now);
    return this.#store.append({
      modelId: model.id,
      settings: {
        ...settings,
        fairness: withFairness(settings.fairness, changes),
        fairnessChanges: mergeChanges(settings.fairnessChanges, changes),
      },
      ...{ author, reason, at: now },
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

function mergeChanges(
  before: MonitorSettings['fairnessChanges'],
  changes: NonNullable<MonitorSettings['fairnessChanges']>,
): MonitorSettings['fairnessChanges'] {
  const metrics = { ...before?.metrics };
  for (const [name, rule] of Object.entries(changes.metrics ?? {})) {
    const metric = name as FairnessMetric;
    metrics[metric] = { ...metrics[metric], ...rule };
  }
  return { ...before, ...changes, metrics };
}

function gridBasis({ columns, rowsPath, baseline }: MonitorSettings) {
  return [
    // Whether a column is critical changes nothing in what is counted.
    columns === 'auto'
      ? columns
      : columns.map(({ critical: _, ...column }) => column),
    rowsPath,
    baseline.kind === 'upload' ? baseline.upload : undefined,
  ];
}
