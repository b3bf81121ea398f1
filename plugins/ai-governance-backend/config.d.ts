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
    /** Who is told of what. */
    alerting?: {
      /**
       * YAML file with routes, escalations, inhibition, mute times and rules, relative to the backend's working
       * directory; see config/alerting.yaml.
       */
      file?: string;
      /**
       * Channels in the order in which they are tried for people whom a route names without one; those not named come
       * after. Default: slack, webhook, email, notifications, pagerduty.
       */
      channels?: string[];
      /** How long a delivery may take before another replica takes it over. Default: one minute. */
      lease?: HumanDuration | string;
      /** How long ended alerts, and what was sent of them, are kept. Default: 180 days. */
      retention?: HumanDuration | string;
    };
    /** How fairness is judged. */
    bias?: {
      /** YAML file with the defaults for all endpoints, relative to the backend's working directory; see config/bias.yaml. */
      file?: string;
    };
    /** What turned out to be true of logged decisions. */
    labels?: {
      /**
       * How long pushed labels are kept, and how old a pushed label may be. When a late label comes, its hour is counted anew
       * with all its labels, so that this should not be shorter than `retention.hours`. Default: 120 days.
       */
      retention?: HumanDuration | string;
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
      /** Hourly counts, the list of log objects, and service hours; daily counts stay. Default: 120 days. */
      hours?: HumanDuration | string;
      /** Every comparison; after that the last one of each day. Default: 35 days. */
      everyRun?: HumanDuration | string;
      /** Comparisons at all, and the history of runs. Default: two years. */
      results?: HumanDuration | string;
    };
    /** How endpoints serve; see docs/health.md. */
    health?: {
      /** Time from one look for hours that have ended to the next. Default: 15 minutes. */
      frequency?: HumanDuration | string;
      /** How long after its end an hour's metrics are taken to be complete. Default: 10 minutes. */
      settle?: HumanDuration | string;
      /** How far back an endpoint is asked for the first time. Default: the history of the latency and maxWindow. */
      lookback?: HumanDuration | string;
      /** How far before the last known hour metrics are read again. Default: 2 hours. */
      overlap?: HumanDuration | string;
      /** Latest hours that are judged together. Default: 3 hours. */
      window?: HumanDuration | string;
      /** How far the judged hours reach back while there are too few requests. Default: 24 hours. */
      maxWindow?: HumanDuration | string;
      /** Requests below which an endpoint is unknown. Default: 20. */
      minRequests?: number;
      /** Shares of requests answered with 5xx, 0 to 1. */
      serverErrors?: {
        /** Default: 0.01. */
        degraded?: number;
        /** Default: 0.05. */
        unhealthy?: number;
      };
      /** Share of requests answered with 4xx, 0 to 1. */
      clientErrors?: {
        /** Default: 0.1. */
        degraded?: number;
      };
      /** The p95 latency against the median of its own hourly p95. */
      latency?: {
        /** How far back the median reaches. Default: 7 days. */
        history?: HumanDuration | string;
        /** Hours that the median needs. Default: 24 hours. */
        minHistory?: HumanDuration | string;
        /** Multiple of the median. Default: 2. */
        degraded?: number;
        /** Multiple of the median. Default: 5. */
        unhealthy?: number;
        /** Rise below which nothing is said. Default: 50 milliseconds. */
        minRise?: HumanDuration | string;
      };
    };
    /** What does not fit between the clouds and the catalog; see docs/inventory.md. */
    inventory?: {
      /** How grave each issue is: none (not found at all), low, medium, high or critical. */
      severity?: {
        /** Discovered, but nobody registered it. Default: low. */
        unregistered?: 'none' | 'low' | 'medium' | 'high' | 'critical';
        /** Registered, but no longer discovered. Default: high. */
        gone?: 'none' | 'low' | 'medium' | 'high' | 'critical';
        /** Has only the default owner, or one who is not in the catalog. Default: medium. */
        'no-owner'?: 'none' | 'low' | 'medium' | 'high' | 'critical';
        /** Writes no inference logs. Default: medium. */
        'capture-off'?: 'none' | 'low' | 'medium' | 'high' | 'critical';
      };
      /** Where endpoints are registered: a URL, or a path of the portal. Default: /create. */
      registerUrl?: string;
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
