export interface Config {
  aiGovernance?: {
    /**
     * Alerts by PagerDuty. Without this section there is no PagerDuty channel.
     */
    pagerDuty?: {
      /**
       * Integration key (Events API v2, 32 characters) of the service that gets alerts whose owner has no key. Without it
       * such alerts do not go to PagerDuty.
       * @visibility secret
       */
      integrationKey?: string;
      /**
       * URL to use instead of `https://events.pagerduty.com`: `https://events.eu.pagerduty.com` for accounts in the EU, or
       * an emulator.
       */
      eventsUrl?: string;
      /**
       * Signing secrets of the webhook subscriptions (v3) that tell the portal what people do in PagerDuty; several while a
       * secret is being replaced. Without them the portal takes no webhooks.
       * @deepVisibility secret
       */
      webhookSecrets?: string[];
      /**
       * Whether new versions behind an endpoint are told as change events. Default true.
       */
      changeEvents?: boolean;
    };
  };
}
