/** What somebody did to a group of alerts in a channel. The channel has checked the service's signature. @public */
export interface InboundAction {
  /** Id of the channel. */
  channelId: string;
  /** Key of the group, from the message. */
  groupKey: string;
  /** Ids of single alerts of the group; all that fire when absent. */
  alertIds?: string[];
  actor: {
    /** Name in the service, as shown to people. */
    name: string;
    /** Ref of the Backstage user, where the channel knows it. */
    userEntityRef?: string;
  };
  /**
   * Id of the event in the service, such as PagerDuty's event id. The same id counts once, since services repeat their
   * calls. At most 255 characters.
   */
  eventId: string;
}

/** What became of an inbound action. @public */
export interface InboundResult {
  /** `changed`; `unchanged` when nothing fires or it was so already; `repeated` when the event had come before. */
  outcome: 'changed' | 'unchanged' | 'repeated';
  /** Ids of the alerts that were changed. */
  alertIds: string[];
}

/**
 * Where channels hand in what people do there. Every action is audited. All destinations of the group are told of it, but
 * a channel with a dedup key hears nothing of what comes from itself.
 * @public
 */
export interface AlertInbox {
  /**
   * Somebody takes the alerts on.
   * @throws NotFoundError when there is no such group
   */
  acknowledge(action: InboundAction): Promise<InboundResult>;
  /**
   * Somebody gives the alerts back.
   * @throws NotFoundError when there is no such group
   */
  unacknowledge(action: InboundAction): Promise<InboundResult>;
  /**
   * Somebody declares the alerts as over, although their findings are open.
   * @throws NotFoundError when there is no such group
   */
  resolve(action: InboundAction): Promise<InboundResult>;
}
