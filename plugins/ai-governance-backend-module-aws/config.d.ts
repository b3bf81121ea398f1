export interface Config {
  aiGovernance?: {
    /**
     * How inference logs and service metrics are read from AWS. Credentials come from the `aws` section of the
     * configuration.
     */
    aws?: {
      s3?: {
        /**
         * URL to use instead of the AWS endpoint, for emulators and private endpoints.
         */
        endpoint?: string;
        /**
         * Whether the bucket is part of the path rather than of the host name. Emulators need it. Default false.
         */
        forcePathStyle?: boolean;
        /**
         * How often a request is sent before it counts as failed, 1 to 20. Default 5.
         */
        maxAttempts?: number;
      };
      /** Where requests, errors and latency of SageMaker endpoints are read. */
      cloudwatch?: {
        /**
         * URL to use instead of the AWS endpoint, for emulators and private endpoints.
         */
        endpoint?: string;
        /**
         * How often a request is sent before it counts as failed, 1 to 20. Default 5.
         */
        maxAttempts?: number;
      };
      /** Models that write their inferences to DynamoDB, one item per row. */
      dynamodb?: {
        /**
         * URL to use instead of the AWS endpoint, for emulators and private endpoints.
         */
        endpoint?: string;
        /**
         * How often a request is sent before it counts as failed, 1 to 20. Default 5.
         */
        maxAttempts?: number;
        /** Tables by the names that the annotation ai-governance.io/dynamodb-table uses. */
        tables?: {
          [name: string]: {
            /** Name of the table in AWS. Default: the name used here. */
            tableName?: string;
            /** Name of an index to query instead of the table. */
            index?: string;
            /** In which partition an item lies. */
            partitionKey: {
              /** Name of the key's attribute, a text. */
              attribute: string;
              /**
               * What the key is made of. `{model}` is the annotation ai-governance.io/dynamodb-model or else the entity's
               * name, `{variant}` each of the annotation ai-governance.io/variants, `{month}`, `{date}` and `{hour}` the
               * UTC time as 2026-11, 2026-11-23 and 2026-11-23T07, and `{shard}` each number from 0. For example
               * `{model}#{date}`.
               */
              template: string;
              /** Number of shards, 2 to 200; to be given just when the template has `{shard}`. */
              shards?: number;
            };
            /** The key by which items are in the order of time. Not needed when the template has `{hour}`. */
            sortKey?: {
              /** Name of the key's attribute. */
              attribute: string;
              /**
               * How the time is written. An ISO time is in UTC, and other text, such as an id, may follow it. Default iso.
               */
              format?: 'iso' | 'epoch-seconds' | 'epoch-milliseconds';
              /** Text before an ISO time. */
              prefix?: string;
            };
            /** Names of the items' other attributes. */
            attributes?: {
              /** What names the request. Default id. */
              id?: string;
              /** Number of the row in the request, from 0. All items are row 0 when absent. */
              row?: string;
              /** When the model answered. The time of the sort key when absent. */
              time?: string;
              /** What went into the model: a map, a list, or JSON as text. Default input. */
              input?: string;
              /** What came out: the same, or a single value. Default output. */
              output?: string;
              /** Which variant answered. The first of the entity when absent. */
              variant?: string;
              /** Time to live in epoch seconds. Items whose time is over are left out. */
              expiresAt?: string;
            };
            /** How attributes.time is written. Default iso. */
            timeFormat?: 'iso' | 'epoch-seconds' | 'epoch-milliseconds';
          };
        };
      };
    };
  };
}
