import { HumanDuration } from '@backstage/types';

export interface Config {
  /** AI governance. */
  aiGovernance?: {
    /** How drift is measured. */
    drift?: {
      /**
       * YAML file with the defaults for all endpoints, relative to the backend's working directory; see
       * config/drift.yaml.
       */
      file?: string;
    };
    monitors?: {
      /**
       * YAML file with the settings of single endpoints, relative to the backend's working directory; see
       * config/demo/monitors.yaml.
       */
      file?: string;
    };
    /** When models are monitored. */
    monitoring?: {
      /** Time from one scheduled run of a model to the next. Default: one hour. */
      frequency?: HumanDuration | string;
      /** Models that one replica works on at a time. Default: 2. */
      concurrency?: number;
      /** How long after a replica died another one may take over its model. Default: one minute. */
      lease?: HumanDuration | string;
    };
    /** How inference logs are read. */
    ingestion?: {
      /** How far back the first run of a model reads. Default: 35 days. */
      lookback?: HumanDuration | string;
      /** How far before the last known hour late log objects are looked for. Default: 3 days. */
      lateness?: HumanDuration | string;
      /** How long after its end an hour's logs are taken to have arrived. Default: 10 minutes. */
      settle?: HumanDuration | string;
      /** Megabytes of logs held on local disk at a time, per model. Default: 128. */
      batchMegabytes?: number;
      /** Log objects downloaded at a time, per model. Default: 8. */
      downloads?: number;
      /** Folder for log objects while they are read. Default: a folder in the system's temporary folder. */
      tempDirectory?: string;
    };
    /** How long measurements are kept. */
    retention?: {
      /** Hourly counts and the list of log objects; daily counts stay. Default: 120 days. */
      hours?: HumanDuration | string;
      /** Every comparison; after that the last one of each day. Default: 35 days. */
      everyRun?: HumanDuration | string;
      /** Comparisons at all, and the history of runs. Default: two years. */
      results?: HumanDuration | string;
    };
    /** What models are compared with. */
    baselines?: {
      /** Size of an uploaded reference. Default: 256. */
      maxUploadMegabytes?: number;
    };
    /** Inferences that are pushed to the backend. */
    push?: {
      /**
       * How long pushed lines are kept, and how old a pushed inference may be. When a model's columns or uploaded reference
       * change, its logs are counted anew from the first kept one on, so that this should not be shorter than
       * `ingestion.lookback`. Default: 35 days.
       */
      retention?: HumanDuration | string;
    };
    /** The embedded profiling engine. */
    engine?: {
      /** Megabytes of memory that counting may take before it spills to disk. Default: 256. */
      memoryLimitMegabytes?: number;
      /** Threads that counting may use. Default: all cores, but at most three. */
      threads?: number;
    };
  };
}
