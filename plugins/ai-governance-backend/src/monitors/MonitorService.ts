import type {
  MonitoredColumn,
  MonitorSettings,
  MonitorVersion,
} from '@ai-governance/plugin-ai-governance-common';
import { LoggerService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { isDeepStrictEqual } from 'node:util';
import type { Model } from '../models/ModelStore';
import type { MonitorStore } from './MonitorStore';
import {
  type DriftFile,
  driftFileSchema,
  type EndpointEntry,
  monitorsFileSchema,
  toColumns,
} from './settingsSchema';
import { readYamlFile } from './yamlFile';

/** What is in force where no file says otherwise; see reference of conventions in docs/drift.md. */
const DEFAULTS: MonitorSettings = {
  enabled: true,
  columns: 'auto',
  columnsInferred: false,
  baseline: { kind: 'first', duration: 'P14D' },
  comparisonWindow: 'P7D',
  minSamples: 1000,
  tests: {
    ks: { enabled: true, alpha: 0.05, minEffect: 0.1 },
    chiSquare: { enabled: true, alpha: 0.05, minEffect: 0.1 },
    psi: { enabled: true, buckets: 10, warn: 0.1, fail: 0.25 },
  },
  correction: 'benjamini-hochberg',
  datasetDriftShare: 0.5,
};

/**
 * Knows what is watched on each endpoint, and how. Every change of the effective settings is a new version.
 */
export class MonitorService {
  readonly #store: MonitorStore;
  readonly #defaults: MonitorSettings;
  readonly #endpoints: Map<string, EndpointEntry>;
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
    const drift = driftFile
      ? await readYamlFile(driftFile, driftFileSchema)
      : {};
    const endpoints = new Map<string, EndpointEntry>();
    if (monitorsFile) {
      const { monitors } = await readYamlFile(monitorsFile, monitorsFileSchema);
      for (const [ref, entry] of Object.entries(monitors)) {
        endpoints.set(normaliseRef(ref, monitorsFile), entry);
        checkColumns(ref, entry, monitorsFile);
      }
    }
    return new MonitorService(
      options.store,
      withDriftFile(DEFAULTS, drift),
      endpoints,
      options.logger,
    );
  }

  private constructor(
    store: MonitorStore,
    defaults: MonitorSettings,
    endpoints: Map<string, EndpointEntry>,
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

  /** The effective settings of a model, as a version; a new one when they have changed. */
  async resolve(model: Model, now: Date): Promise<MonitorVersion> {
    const latest = await this.#store.latest(model.id);
    const settings = withEndpoint(
      this.#defaults,
      this.#endpoints.get(model.entityRef),
    );
    // Columns that were inferred once stay as they are: a change in the payload must show as drift or as an error.
    if (settings.columns === 'auto' && latest?.settings.columnsInferred) {
      settings.columns = latest.settings.columns;
      settings.columnsInferred = true;
    }
    if (latest && isDeepStrictEqual(latest.settings, settings)) {
      return latest;
    }
    const version = await this.#store.append({
      modelId: model.id,
      settings,
      author: 'config',
      reason: latest ? 'The configuration changed' : 'First seen',
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

  /** Whether a grid that was built for one version serves another: it does while the columns are the same. */
  async sameColumns(
    model: Model,
    version: number,
    monitor: MonitorVersion,
  ): Promise<boolean> {
    if (version === monitor.version) {
      return true;
    }
    const other = await this.#store.get(model.id, version);
    return isDeepStrictEqual(
      [other?.settings.columns, other?.settings.rowsPath],
      [monitor.settings.columns, monitor.settings.rowsPath],
    );
  }
}

function normaliseRef(ref: string, file: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(ref, {
        defaultKind: 'component',
        defaultNamespace: 'default',
      }),
    );
  } catch (error) {
    throw new InputError(
      `${file}: monitors.${ref}: must be an entity ref such as component:default/my-endpoint`,
      error,
    );
  }
}

function checkColumns(ref: string, entry: EndpointEntry, file: string): void {
  if (!Array.isArray(entry.columns)) {
    return;
  }
  const seen = new Set<string>();
  for (const { name } of entry.columns) {
    if (seen.has(name)) {
      throw new InputError(
        `${file}: monitors.${ref}.columns: '${name}' is listed twice; names must be unique`,
      );
    }
    seen.add(name);
  }
}

function withDriftFile(
  base: MonitorSettings,
  { tests, monitoring, ...file }: DriftFile,
): MonitorSettings {
  return {
    ...base,
    baseline: monitoring?.baseline_window ?? base.baseline,
    comparisonWindow: monitoring?.comparison_window ?? base.comparisonWindow,
    minSamples: monitoring?.min_samples ?? base.minSamples,
    correction: file.correction ?? base.correction,
    datasetDriftShare: file.dataset_drift_share ?? base.datasetDriftShare,
    tests: {
      ks: {
        enabled: tests?.ks?.enabled ?? base.tests.ks.enabled,
        alpha: tests?.ks?.threshold ?? base.tests.ks.alpha,
        minEffect: tests?.ks?.min_effect ?? base.tests.ks.minEffect,
      },
      chiSquare: {
        enabled: tests?.chi_square?.enabled ?? base.tests.chiSquare.enabled,
        alpha: tests?.chi_square?.threshold ?? base.tests.chiSquare.alpha,
        minEffect:
          tests?.chi_square?.min_effect ?? base.tests.chiSquare.minEffect,
      },
      psi: {
        enabled: tests?.psi?.enabled ?? base.tests.psi.enabled,
        buckets: tests?.psi?.buckets ?? base.tests.psi.buckets,
        warn: tests?.psi?.warn ?? base.tests.psi.warn,
        fail: tests?.psi?.threshold ?? base.tests.psi.fail,
      },
    },
  };
}

function withEndpoint(
  base: MonitorSettings,
  entry: EndpointEntry | undefined,
): MonitorSettings {
  if (!entry) {
    return { ...base };
  }
  return {
    ...base,
    enabled: entry.enabled ?? base.enabled,
    columns: Array.isArray(entry.columns)
      ? toColumns(entry.columns)
      : entry.columns ?? base.columns,
    ...(entry.rows_path && { rowsPath: entry.rows_path }),
    baseline: entry.baseline ?? base.baseline,
    comparisonWindow: entry.comparison_window ?? base.comparisonWindow,
    minSamples: entry.min_samples ?? base.minSamples,
  };
}
