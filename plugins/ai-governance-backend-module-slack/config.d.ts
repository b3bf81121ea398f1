export interface Config {
  aiGovernance?: {
    /**
     * Alerts by Slack. Without this section there is no Slack channel.
     */
    slack?: {
      /**
       * Bot token (`xoxb-…`) with the scope `chat:write`, and `chat:write.public` for channels the bot is not in.
       * @visibility secret
       */
      token: string;
      /**
       * Signing secret of the Slack app. With it messages have a button to acknowledge, which tells the portal.
       * @visibility secret
       */
      signingSecret?: string;
      /**
       * URL to use instead of Slack's Web API, for emulators and proxies.
       */
      apiUrl?: string;
      /**
       * Channel (id or `#name`) of alerts whose owner has no channel. Without it such alerts do not go to Slack.
       */
      defaultChannel?: string;
    };
  };
}
