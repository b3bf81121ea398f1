export interface Config {
  aiGovernance?: {
    /**
     * Alerts by webhook. Without this section there is no webhook channel.
     */
    webhook?: {
      /**
       * Receivers that owners choose by name.
       */
      receivers?: Array<{
        /**
         * Name, as the annotation `ai-governance.io/webhook` has it.
         */
        name: string;
        /**
         * http or https URL.
         * @visibility secret
         */
        url: string;
        /**
         * Signs the calls (HMAC-SHA256). Without it they are not signed.
         * @visibility secret
         */
        secret?: string;
        /**
         * Value of the Authorization header, such as `Bearer …`.
         * @visibility secret
         */
        authorization?: string;
      }>;
      /**
       * Name of the receiver that gets alerts whose owner has none. Without it such alerts are not sent by webhook.
       */
      defaultReceiver?: string;
      /**
       * Hosts whose URLs may stand in the annotation itself: `hooks.example.com`, `*.example.com`, with `:port` unless it is
       * the default one. Such URLs are https; an entry that begins with `http://` allows http. Default: none.
       */
      allowedHosts?: string[];
      /**
       * Signs the calls to URLs of annotations (HMAC-SHA256).
       * @visibility secret
       */
      secret?: string;
      /**
       * Networks of private, local or special use that may be called nevertheless, such as `10.1.0.0/16` or `127.0.0.1`.
       * Default: none.
       */
      allowedNetworks?: string[];
    };
  };
}
