export interface Config {
  aiGovernance?: {
    /**
     * Alerts by e-mail. Without this section there is no e-mail channel.
     */
    email?: {
      /**
       * Sender, such as `governance@example.com` or `AI governance <governance@example.com>`.
       */
      from: string;
      /**
       * Address that answers go to. Default: the sender.
       */
      replyTo?: string;
      /**
       * Addresses that get alerts whose owner has none. Without them such alerts are not sent by e-mail.
       */
      defaultRecipients?: string[];
      /**
       * Domains to which mail may go, such as `example.com`; addresses of others are passed over. Default: all.
       */
      allowedDomains?: string[];
      /**
       * The mail server that takes the mail.
       */
      smtp: {
        host: string;
        /**
         * Default 465 with `implicit`, else 587.
         */
        port?: number | string;
        /**
         * `implicit`: TLS from the start. `starttls`: TLS before anything else is said, or no mail. `none`: no encryption; then
         * there can be no password, except for a server on this machine. Default `starttls`.
         */
        tls?: 'implicit' | 'starttls' | 'none';
        /**
         * Certificates (PEM) of authorities to trust, for servers with a certificate of their own.
         */
        ca?: string;
        user?: string;
        /**
         * @visibility secret
         */
        password?: string;
      };
    };
  };
}
