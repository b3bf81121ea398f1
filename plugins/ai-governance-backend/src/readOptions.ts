import { Config, readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BaselineOptions } from './baselines/BaselineService';
import type { PushOptions } from './push/PushService';
import type { RetentionOptions } from './tasks/cleanUp';
import type { IngestionOptions } from './ingestion/IngestionService';
import type { MonitoringOptions } from './tasks/MonitoringService';
import { HOUR_MS } from './database/time';

/** Everything of `aiGovernance` that is a number, a duration or a folder. */
export interface PluginOptions {
  ingestion: IngestionOptions;
  monitoring: MonitoringOptions;
  retention: RetentionOptions;
  baselines: BaselineOptions;
  push: PushOptions;
  /** Of pushed labels. */
  labels: PushOptions;
  /** Downloads at a time, per model. */
  downloads: number;
  tempDirectory: string;
  engine: { memoryLimitMb?: number; threads?: number };
}

/** Reads `aiGovernance.ingestion`, `.monitoring` and `.engine`; see config.d.ts for what each means. */
export function readOptions(config: Config): PluginOptions {
  const duration = (key: string, fallback: HumanDuration) =>
    durationToMilliseconds(
      config.has(key) ? readDurationFromConfig(config, { key }) : fallback,
    );
  const settleMs = duration('aiGovernance.ingestion.settle', { minutes: 10 });
  const tempDirectory =
    config.getOptionalString('aiGovernance.ingestion.tempDirectory') ??
    join(tmpdir(), 'ai-governance');
  return {
    ingestion: {
      lookbackHours: Math.floor(
        duration('aiGovernance.ingestion.lookback', { days: 35 }) / HOUR_MS,
      ),
      latenessHours: Math.floor(
        duration('aiGovernance.ingestion.lateness', { days: 3 }) / HOUR_MS,
      ),
      settleMs,
      batchBytes:
        (config.getOptionalNumber('aiGovernance.ingestion.batchMegabytes') ??
          128) *
        1024 *
        1024,
    },
    monitoring: {
      frequencyMs: duration('aiGovernance.monitoring.frequency', { hours: 1 }),
      offsetMs: settleMs,
      concurrency:
        config.getOptionalNumber('aiGovernance.monitoring.concurrency') ?? 2,
      leaseMs: duration('aiGovernance.monitoring.lease', { minutes: 1 }),
    },
    retention: {
      hoursMs: duration('aiGovernance.retention.hours', { days: 120 }),
      everyRunMs: duration('aiGovernance.retention.everyRun', { days: 35 }),
      resultsMs: duration('aiGovernance.retention.results', { days: 730 }),
    },
    baselines: {
      settleMs,
      tempDirectory,
      maxUploadBytes:
        (config.getOptionalNumber(
          'aiGovernance.baselines.maxUploadMegabytes',
        ) ?? 256) *
        1024 *
        1024,
    },
    push: {
      retentionMs: duration('aiGovernance.push.retention', { days: 35 }),
    },
    labels: {
      retentionMs: duration('aiGovernance.labels.retention', { days: 120 }),
    },
    downloads:
      config.getOptionalNumber('aiGovernance.ingestion.downloads') ?? 8,
    tempDirectory,
    engine: {
      memoryLimitMb: config.getOptionalNumber(
        'aiGovernance.engine.memoryLimitMegabytes',
      ),
      threads: config.getOptionalNumber('aiGovernance.engine.threads'),
    },
  };
}
