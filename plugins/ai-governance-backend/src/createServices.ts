import type { LabelRejectionReason } from '@ai-governance/plugin-ai-governance-common';
import type {
  AlertChannel,
  EndpointMetricsSource,
  GroundTruthSource,
  InferenceLogSource,
} from '@ai-governance/plugin-ai-governance-node';
import {
  AuditorService,
  AuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { CatalogService } from '@backstage/plugin-catalog-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import { Knex } from 'knex';
import { join } from 'node:path';
import type { AlertService } from './alerts/AlertService';
import { type Alerting, createAlerting } from './alerts/createAlerting';
import { ModelQueries } from './api/ModelQueries';
import { BaselineChoiceStore } from './baselines/BaselineChoiceStore';
import { BaselineService } from './baselines/BaselineService';
import { TaskMarks } from './database/TaskMarks';
import { DriftService } from './drift/DriftService';
import { DriftStore } from './drift/DriftStore';
import { RootCauseService } from './drift/rootCause/RootCauseService';
import { RootCauseStore } from './drift/rootCause/RootCauseStore';
import { SegmentFinder } from './drift/rootCause/SegmentFinder';
import { ModelEventStore } from './events/ModelEventStore';
import { FleetService } from './fleet/FleetService';
import { FleetStore } from './fleet/FleetStore';
import { FindingService } from './findings/FindingService';
import { FindingStore } from './findings/FindingStore';
import { FleetFindings } from './findings/FleetFindings';
import { FleetProblemStore } from './findings/FleetProblemStore';
import { HealthQueries } from './health/HealthQueries';
import { HealthService } from './health/HealthService';
import { HealthStore } from './health/HealthStore';
import { LoggedHourStore } from './health/LoggedHourStore';
import { readHealthOptions } from './health/readHealthOptions';
import { ServiceHourStore } from './health/ServiceHourStore';
import { IngestionService } from './ingestion/IngestionService';
import { FairnessService } from './fairness/FairnessService';
import { FairnessStore } from './fairness/FairnessStore';
import { LABELS } from './labels/labelKind';
import { PerformanceService } from './performance/PerformanceService';
import { PerformanceStore } from './performance/PerformanceStore';
import { LogFetcher } from './ingestion/LogFetcher';
import { PushedLabelSource } from './labels/PushedLabelSource';
import { LabelLedger } from './outcomes/LabelLedger';
import { OutcomeGridStore } from './outcomes/OutcomeGridStore';
import { OutcomeIngestion } from './outcomes/OutcomeIngestion';
import { OutcomeRetention } from './outcomes/OutcomeRetention';
import { OutcomeStore } from './outcomes/OutcomeStore';
import { InventoryService } from './inventory/InventoryService';
import { InventoryStore } from './inventory/InventoryStore';
import { readInventoryOptions } from './inventory/readInventoryOptions';
import { ModelStore } from './models/ModelStore';
import { ColumnService } from './monitors/ColumnService';
import { MonitorService } from './monitors/MonitorService';
import { MonitorStore } from './monitors/MonitorStore';
import { BaselineStore } from './profiles/BaselineStore';
import { GridStore } from './profiles/GridStore';
import { LedgerStore } from './profiles/LedgerStore';
import { ProfileSeries } from './profiles/ProfileSeries';
import { ProfileStore } from './profiles/ProfileStore';
import { DuckDbProfilingEngine } from './profiling/DuckDbProfilingEngine';
import { PushedLogSource } from './push/PushedLogSource';
import { type AnswerTo, INFERENCES, PushService } from './push/PushService';
import { LABEL_TABLES, PushStore } from './push/PushStore';
import { readOptions } from './readOptions';
import { RunStore } from './runs/RunStore';
import { CleanUp } from './tasks/cleanUp';
import { MonitoringRun } from './tasks/MonitoringRun';
import { MonitoringService } from './tasks/MonitoringService';
import { VersionService } from './versions/VersionService';
import { VersionStore } from './versions/VersionStore';

/** The plugin's services, wired in the order in which the data goes through them. */
export interface Services {
  fleetFindings: FleetFindings;
  alerting: Alerting;
  alerts: AlertService;
  models: ModelStore;
  marks: TaskMarks;
  fleet: FleetService;
  collector: HealthService;
  health: HealthQueries;
  inventory: InventoryService;
  versions: VersionService;
  runs: RunStore;
  monitoring: MonitoringService;
  baselines: BaselineService;
  push: PushService;
  labels: PushService<'no-label'>;
  fairness: FairnessService;
  performance: PerformanceService;
  columns: ColumnService;
  queries: ModelQueries;
  cleanUp: CleanUp;
  /** Lets go of everything that is under way. */
  close(): Promise<void>;
}

/**
 * Wires the plugin's services.
 * @param options - `knex` has the plugin's schema
 * @throws InputError when a setting is wrong
 */
export async function createServices(options: {
  config: Config;
  knex: Knex;
  catalog: CatalogService;
  auth: AuthService;
  /** Audits what people do in alert channels. */
  auditor: AuditorService;
  logger: LoggerService;
  sources: InferenceLogSource[];
  metricsSources?: EndpointMetricsSource[];
  /** Of labels and of files that are joined with logs, beside what is pushed. */
  groundTruth?: GroundTruthSource[];
  channels: AlertChannel[];
  /** Live updates of open pages; absent in tests that need none. */
  signals?: SignalsService;
}): Promise<Services> {
  const { config, knex, catalog, auth, logger, channels } = options;
  const settings = readOptions(config);

  const pushStore = PushStore.create({ knex });
  const push = PushService.create({
    kind: INFERENCES,
    store: pushStore,
    options: settings.push,
  });
  // First, because an entity that says where its logs are means it, whoever else would read it.
  const sources = [
    PushedLogSource.create({ store: pushStore }),
    ...options.sources,
  ];

  const models = ModelStore.create({ knex });
  const runs = RunStore.create({ knex });
  const grids = GridStore.create({ knex });
  const profiles = ProfileStore.create({ knex });
  const ledger = LedgerStore.create({ knex });
  const driftStore = DriftStore.create({ knex });
  const monitors = await MonitorService.fromConfig(config, {
    store: MonitorStore.create({ knex }),
    logger,
  });

  const engine = await DuckDbProfilingEngine.create({
    ...settings.engine,
    tempDirectory: join(settings.tempDirectory, 'duckdb'),
    logger,
  });
  const fetcher = LogFetcher.create({
    tempDirectory: settings.tempDirectory,
    concurrency: settings.downloads,
  });
  const labelStore = PushStore.create<AnswerTo<LabelRejectionReason>>({
    knex,
    tables: LABEL_TABLES,
  });
  const outcomeGrids = OutcomeGridStore.create({ knex });
  const outcomeStore = OutcomeStore.create({ knex });
  const labelLedger = LabelLedger.create({ knex });
  const outcomes = OutcomeIngestion.create({
    engine,
    fetcher,
    groundTruth: [
      PushedLabelSource.create({ store: labelStore }),
      ...(options.groundTruth ?? []),
    ],
    grids: outcomeGrids,
    store: outcomeStore,
    ledger: labelLedger,
    logger,
    options: {
      ...settings.ingestion,
      downloads: settings.downloads,
      tempDirectory: settings.tempDirectory,
    },
  });
  const ingestion = IngestionService.create({
    outcomes,
    sources,
    engine,
    fetcher,
    monitors,
    grids,
    profiles,
    ledger,
    logger,
    options: settings.ingestion,
  });
  const baselineStore = BaselineStore.create({ knex });
  const drift = DriftService.create({
    profiles,
    baselines: baselineStore,
    store: driftStore,
  });
  const rootCauses = RootCauseService.create({
    profiles,
    series: ProfileSeries.create({ knex }),
    events: ModelEventStore.create({ knex }),
    segments: SegmentFinder.create({ sources, fetcher, engine, profiles }),
    store: RootCauseStore.create({ knex }),
    logger,
  });
  const marks = TaskMarks.create({ knex });
  const serviceHours = ServiceHourStore.create({ knex });
  const fleet = FleetService.create({ store: FleetStore.create({ knex }) });
  const findings = FindingService.create({
    store: FindingStore.create({ knex }),
  });
  const fairnessStore = FairnessStore.create({ knex });
  const performanceStore = PerformanceStore.create({ knex });
  const fairness = FairnessService.create({
    outcomes: outcomeStore,
    store: fairnessStore,
    findings,
    monitors,
  });
  const performance = PerformanceService.create({
    grids: outcomeGrids,
    outcomes: outcomeStore,
    store: performanceStore,
    findings,
  });
  const labels = PushService.create({
    store: labelStore,
    kind: LABELS,
    options: settings.labels,
  });
  const alerting = await createAlerting({
    config,
    knex,
    catalog,
    auth,
    auditor: options.auditor,
    logger,
    channels,
    signals: options.signals,
  });
  const { alerts } = alerting;

  const monitoring = MonitoringService.create({
    models,
    runs,
    alerts,
    logger,
    options: settings.monitoring,
    run: MonitoringRun.create({
      monitors,
      ingestion,
      drift,
      rootCauses,
      outcomeGrids,
      fairness,
      performance,
      findings,
      models,
      runs,
      logger,
    }),
  });
  return {
    fleetFindings: FleetFindings.create({
      store: FleetProblemStore.create({ knex }),
      findings,
    }),
    alerting,
    alerts,
    models,
    marks,
    fleet,
    collector: HealthService.create({
      models,
      hours: serviceHours,
      store: HealthStore.create({ knex }),
      sources: options.metricsSources ?? [],
      logger,
      options: readHealthOptions(config),
    }),
    health: HealthQueries.create({
      hours: serviceHours,
      logged: LoggedHourStore.create({ knex }),
      grids,
      ledger,
    }),
    inventory: InventoryService.create({
      store: InventoryStore.create({ knex }),
      catalog,
      auth,
      options: readInventoryOptions(config),
    }),
    versions: VersionService.create({
      store: VersionStore.create({ knex }),
      marks,
    }),
    runs,
    monitoring,
    baselines: BaselineService.create({
      knex,
      choices: BaselineChoiceStore.create({ knex }),
      uploads: baselineStore.uploads,
      monitors,
      grids,
      profiles,
      drift: driftStore,
      engine,
      sources,
      monitoring,
      options: settings.baselines,
    }),
    push,
    labels,
    fairness,
    performance,
    columns: ColumnService.create({ monitors, grids, profiles, monitoring }),
    queries: ModelQueries.create({
      monitors,
      grids,
      profiles,
      uploads: baselineStore.uploads,
      ledger,
      drift: driftStore,
      rootCauses,
      findings,
      fleet,
      runs,
    }),
    cleanUp: CleanUp.create({
      profiles,
      drift: driftStore,
      runs,
      push,
      serviceHours,
      outcomes: OutcomeRetention.create({
        outcomes: outcomeStore,
        ledger: labelLedger,
        fairness: fairnessStore,
        performance: performanceStore,
        labels,
      }),
      logger,
      options: settings.retention,
    }),
    async close() {
      await monitoring.stop();
      await engine.close();
    },
  };
}
