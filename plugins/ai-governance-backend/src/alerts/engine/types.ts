import type {
  AlertSeverity,
  AlertState,
  AlertTransition,
  HoldReason,
  NotifyReason,
  Suppression,
} from '@ai-governance/plugin-ai-governance-common';

/**
 * The engine decides who is told what, and why. It is pure: state, alerts and the clock go in, notifications and reasons
 * come out. Instants are milliseconds since the epoch.
 */

/** What matchers look at. */
export interface Labelled {
  labels: Record<string, string>;
  tags: string[];
}

/** An alert as far as decisions go. */
export interface EngineAlert extends Labelled {
  id: string;
  state: AlertState;
  severity: AlertSeverity;
  acknowledged: boolean;
}

/** What people know of a member. */
export interface ToldMember {
  severity: AlertSeverity;
  /** Whether a silence has held it back since. */
  silenced: boolean;
}

/** An alert in a group. */
export interface GroupMember {
  alert: EngineAlert;
  /** Null when people know nothing of it. */
  told: ToldMember | null;
  /** Whether another group tells of it by now; this one then tells only of its end. */
  moved: boolean;
}

/** How far an escalation has come. */
export interface EscalationState {
  /** Steps done in this round. */
  step: number;
  /** From 1. */
  round: number;
  /** When the next step is due. */
  nextAt: number;
}

/** What is remembered of a group between two decisions. */
export interface GroupState {
  /** When the next flush is due; null while the group is closed. */
  nextAt: number | null;
  /** When it was last looked at; null before the first time. */
  lookedAt: number | null;
  /** When people were last called; null before the first time. */
  calledAt: number | null;
  /** Whether people were told that somebody took on all that fires. */
  toldAcknowledged: boolean;
  /** Null when none is under way. */
  escalation: EscalationState | null;
  /** Keys of targets that escalation has reached. */
  reached: string[];
}

/** A group nobody was told of yet. */
export const CLOSED: GroupState = {
  nextAt: null,
  lookedAt: null,
  calledAt: null,
  toldAcknowledged: false,
  escalation: null,
  reached: [],
};

/** How the alerts of a route are told. */
export interface RouteSettings {
  groupWaitMs: number;
  groupIntervalMs: number;
  repeatIntervalMs: number;
  sendResolved: boolean;
  /** Keys of targets. */
  notify: string[];
  /** Names of mute times. */
  muteTimes: string[];
  escalation: EscalationChain | null;
}

/** Ordered steps that call further people while nobody takes an alert on. */
export interface EscalationChain {
  name: string;
  steps: {
    /** Since the step before, or the first call. */
    afterMs: number;
    /** Keys of targets. */
    notify: string[];
  }[];
  /** How often the steps are gone through, 1 to 6. */
  rounds: number;
}

/** Something to be told. */
export interface Notification {
  transition: AlertTransition;
  reason: NotifyReason;
  /** Keys of targets. */
  targets: string[];
  /** Ids of members that fire, and that people know of from then on. */
  firing: string[];
  /** Ids of members that people knew as firing and that have ended. */
  resolved: string[];
}

/** Why an alert was told or not. */
export interface Outcome {
  told: boolean;
  reason: NotifyReason | HoldReason;
  /** One sentence. */
  detail: string;
}

/** What was decided on a group. */
export interface GroupDecision {
  group: GroupState;
  notifications: Notification[];
  /** What people know of members that have changed in this; null when nothing any more. */
  told: Map<string, ToldMember | null>;
  /** By id of the member; absent where nothing was decided. */
  outcomes: Map<string, Outcome>;
  /** What holds back each member that fires; null when nothing does. */
  suppressions: Map<string, Suppression | null>;
  /** Why the escalation ended; null when it did not. */
  escalationEnded: string | null;
}
