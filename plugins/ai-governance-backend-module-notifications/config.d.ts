export interface Config {
  aiGovernance?: {
    notifications?: {
      /**
       * Ref of the group or user that is notified of alerts that no group or user owns. Default: nobody.
       */
      defaultRecipient?: string;
    };
  };
}
