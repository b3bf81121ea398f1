export interface Config {
  aiGovernance?: {
    /**
     * How inference logs and metrics are read from Azure. Without ids and secret, Azure's default chain signs in:
     * environment, workload identity, managed identity, developer tools.
     */
    azure?: {
      /**
       * Tenant to sign in to, a GUID.
       */
      tenantId?: string;
      /**
       * Application (service principal) or user-assigned managed identity, a GUID.
       */
      clientId?: string;
      /**
       * Secret of the application.
       * @visibility secret
       */
      clientSecret?: string;
      blob?: {
        /**
         * URL to use instead of `https://<account>.blob.core.windows.net`; account and container are appended to it.
         * With http it must be an emulator on this machine; no token is sent to it.
         */
        endpoint?: string;
        /**
         * Shared key of the storage account, for emulators that ask for one.
         * @visibility secret
         */
        accountKey?: string;
        /**
         * Collections that are read. Default `model_inputs` and `model_outputs`.
         */
        collections?: string[];
        /**
         * How often a request is sent before it counts as failed, 1 to 20. Default 5.
         */
        maxAttempts?: number;
      };
      monitor?: {
        /**
         * URL to use instead of `https://<region>.metrics.monitor.azure.com`; the region is appended to it. With http
         * it must be an emulator on this machine; no token is sent to it.
         */
        endpoint?: string;
        /**
         * How often a request is sent before it counts as failed, 1 to 20. Default 5.
         */
        maxAttempts?: number;
      };
    };
  };
}
