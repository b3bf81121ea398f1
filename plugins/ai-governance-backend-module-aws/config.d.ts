export interface Config {
  aiGovernance?: {
    /**
     * How inference logs are read from AWS. Credentials come from the `aws` section of the configuration.
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
    };
  };
}
