import { ConfigReader } from '@backstage/config';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DuckDbProfilingEngine,
  GridStore,
  IngestionService,
  LedgerStore,
  LogFetcher,
  ModelStore,
  MonitorService,
  MonitorStore,
  ProfileStore,
  readOptions,
} from '../backend';
import {
  createDatabase,
  type DatabaseTarget,
  dropDatabase,
} from '../harness/databases';
import { quietLogger } from '../harness/logger';
import type { CaptureFiles } from './captureFiles';
import { LocalLogSource } from './LocalLogSource';
import { TimedEngine } from './TimedEngine';

/** What an ingestion came to. */
export interface Ingested {
  /** From the listing of the logs to the last stored hour. */
  seconds: number;
  /** Processor time of all threads in that time. */
  cpuSeconds: number;
  /** Of the seconds, to find the columns and to lay out their grid. */
  gridSeconds: number;
  /** Of the seconds, to count. */
  countSeconds: number;
  /** Rows in the stored profiles. */
  rows: number;
  /** Columns counted. */
  columns: number;
  /** Profiles stored. */
  hours: number;
}

/**
 * Takes the logs of a new endpoint all the way into the database, with the services and the settings that the plugin
 * has by default: columns found in the payload, grid laid out, every log object copied, counted and stored.
 * @param options - `database` is created and deleted, and so is `tempDirectory`
 * @throws Error when not every record ended up in a stored profile
 */
export async function ingest(options: {
  capture: CaptureFiles;
  database: DatabaseTarget;
  tempDirectory: string;
  threads: number;
  memoryLimitMb: number;
}): Promise<Ingested> {
  const { capture, database, tempDirectory } = options;
  const config = new ConfigReader({
    aiGovernance: {
      ingestion: { tempDirectory },
      engine: {
        threads: options.threads,
        memoryLimitMegabytes: options.memoryLimitMb,
      },
    },
  });
  const settings = readOptions(config);
  const knex = await createDatabase(database);
  const engine = await DuckDbProfilingEngine.create({
    ...settings.engine,
    tempDirectory: join(tempDirectory, 'duckdb'),
    logger: quietLogger,
  });
  try {
    const timed = new TimedEngine(engine);
    const profiles = ProfileStore.create({ knex });
    const ledger = LedgerStore.create({ knex });
    const models = ModelStore.create({ knex });
    const monitors = await MonitorService.fromConfig(config, {
      store: MonitorStore.create({ knex }),
      logger: quietLogger,
    });
    const ingestion = IngestionService.create({
      sources: [new LocalLogSource(capture)],
      engine: timed,
      fetcher: LogFetcher.create({
        tempDirectory,
        concurrency: settings.downloads,
      }),
      monitors,
      grids: GridStore.create({ knex }),
      profiles,
      ledger,
      logger: quietLogger,
      options: settings.ingestion,
    });

    const last = capture.files[capture.files.length - 1].hour;
    const now = new Date(Date.parse(last) + 2 * 3_600_000);
    const model = await newModel(models, now);
    const cpu = process.cpuUsage();
    const start = performance.now();
    const { monitor, grid } = await ingestion.ingest({
      model,
      monitor: await monitors.resolve(model, now),
      now,
      signal: new AbortController().signal,
      onProgress: async () => {},
    });
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(cpu);

    const { columns } = monitor.settings;
    const state = await ledger.state({
      modelId: model.id,
      gridVersion: grid?.version ?? 0,
    });
    if (
      state.rows !== capture.records ||
      columns.length !== capture.features + 1
    ) {
      throw new Error(
        `${state.rows} rows with ${columns.length} columns were stored of ${
          capture.records
        } records with ${capture.features + 1}; rejected: ${JSON.stringify(
          state.rejected,
        )}`,
      );
    }
    return {
      seconds,
      cpuSeconds: (user + system) / 1e6,
      gridSeconds: timed.gridSeconds,
      countSeconds: timed.countSeconds,
      rows: state.rows,
      columns: columns.length,
      hours: state.hours,
    };
  } finally {
    await engine.close();
    await knex.destroy();
    await dropDatabase(database);
    await rm(tempDirectory, { recursive: true, force: true });
  }
}

async function newModel(models: ModelStore, now: Date) {
  const id = 'default.benchmark';
  await models.upsert(
    [
      {
        id,
        entityRef: 'component:default/benchmark',
        entity: {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name: 'benchmark', namespace: 'default' },
        },
      },
    ],
    now,
  );
  const model = await models.get(id);
  if (!model) {
    throw new Error(`Model ${id} was not stored`);
  }
  return model;
}
