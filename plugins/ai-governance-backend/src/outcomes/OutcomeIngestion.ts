import type { MonitorVersion } from '@ai-governance/plugin-ai-governance-common';
import type {
  GroundTruthSource,
  InferenceLogSource,
  ProfilingEngine,
} from '@ai-governance/plugin-ai-governance-node';
import { LoggerService } from '@backstage/backend-plugin-api';
import { isDeepStrictEqual } from 'node:util';
import type { LogFetcher } from '../ingestion/LogFetcher';
import { LabelFiles } from '../labels/LabelFiles';
import type { Model } from '../models/ModelStore';
import type { StoredGrid } from '../profiles/GridStore';
import type { LabelLedger } from './LabelLedger';
import { gridOf, outcomeBasis } from './outcomeBasis';
import type { OutcomeGridStore, StoredOutcomeGrid } from './OutcomeGridStore';
import { OutcomePass } from './OutcomePass';
import type { OutcomeStore } from './OutcomeStore';

/** How much is read of labels. */
export interface OutcomeOptions {
  /** Hours of decisions that late labels are joined with. */
  lookbackHours: number;
  /** Hours before the last known hour of labels in which late objects are looked for. */
  latenessHours: number;
  /** Bytes of logs on local disk at a time. */
  batchBytes: number;
  /** Downloads at a time. */
  downloads: number;
  tempDirectory: string;
}

/** What counting outcomes works with. */
export interface OutcomeParts {
  engine: ProfilingEngine;
  fetcher: LogFetcher;
  /** Of labels and of joined files. */
  groundTruth: GroundTruthSource[];
  grids: OutcomeGridStore;
  store: OutcomeStore;
  ledger: LabelLedger;
  logger: LoggerService;
  options: OutcomeOptions;
}

/** A model that is worked on. */
export interface OutcomeTask {
  model: Model;
  monitor: MonitorVersion;
  /** What the model's columns are counted on. */
  profileGrid: StoredGrid;
  source: InferenceLogSource;
  untilHour: number;
  now: Date;
  signal: AbortSignal;
}

/** Counts what became of a model's decisions: in the pass that counts its columns, and again when labels come late. */
export class OutcomeIngestion {
  readonly #parts: OutcomeParts;

  static create(parts: OutcomeParts): OutcomeIngestion {
    return new OutcomeIngestion(parts);
  }

  private constructor(parts: OutcomeParts) {
    this.#parts = parts;
  }

  /**
   * Begins to work on a model. To be closed by whoever asked.
   * @returns undefined when nothing says what the model decides
   * @throws InputError when the settings do not fit the columns; errors of the sources of labels
   */
  async begin(task: OutcomeTask): Promise<OutcomePass | undefined> {
    const { model, monitor, profileGrid, now, signal } = task;
    const { grids, options, groundTruth } = this.#parts;
    const basis = outcomeBasis(monitor.settings);
    if (!basis) {
      return undefined;
    }
    const latest = await grids.latest(model.id);
    const grid: StoredOutcomeGrid =
      latest &&
      isDeepStrictEqual(latest.basis, JSON.parse(JSON.stringify(basis)))
        ? latest
        : await grids.append({
            modelId: model.id,
            basis,
            grid: gridOf(basis, monitor.settings, profileGrid.grid),
            at: now,
          });
    const files = await LabelFiles.create({
      tempDirectory: options.tempDirectory,
      sources: groundTruth,
      entity: model.entity,
      concurrency: options.downloads,
      signal,
    });
    try {
      return await OutcomePass.begin(this.#parts, task, grid, files);
    } catch (error) {
      await files.close();
      throw error;
    }
  }
}
