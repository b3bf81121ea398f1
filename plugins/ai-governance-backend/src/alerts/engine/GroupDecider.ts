import {
  type NotifyReason,
  SEVERITIES,
  type Suppression,
} from '@ai-governance/plugin-ai-governance-common';
import { startEscalation, takeSteps } from './escalation';
import { type HoldContext, holdOf, muteOf, silenceEnded } from './holds';
import { Outcomes } from './Outcomes';
import {
  CLOSED,
  type GroupDecision,
  type GroupMember,
  type GroupState,
  type Notification,
  type RouteSettings,
} from './types';

/** What a decision is made of. */
export interface GroupInput {
  now: number;
  settings: RouteSettings;
  group: GroupState;
  members: GroupMember[];
  context: HoldContext;
}

/** One decision on one group; used once. */
export class GroupDecider {
  readonly #input: GroupInput;
  readonly #holds = new Map<string, Suppression>();
  readonly #told: GroupDecision['told'] = new Map();
  readonly #outcomes = new Outcomes();
  readonly #notifications: Notification[] = [];
  #mute: Suppression | null = null;
  /** Members that fire, and that this group tells of. */
  readonly #firing: GroupMember[];
  /** Those of them that nothing holds back. */
  readonly #visible: Set<GroupMember>;
  /** Members that people know as firing. */
  readonly #known: GroupMember[];

  constructor(input: GroupInput) {
    this.#input = input;
    const { members, context, now } = input;
    this.#firing = members.filter(
      ({ alert, moved }) => alert.state === 'firing' && !moved,
    );
    for (const { alert } of this.#firing) {
      const hold = holdOf(alert, context, now);
      if (hold) {
        this.#holds.set(alert.id, hold);
      }
    }
    this.#visible = new Set(
      this.#firing.filter(({ alert }) => !this.#holds.has(alert.id)),
    );
    this.#known = members.filter(({ told }) => told !== null);
  }

  decide(): GroupDecision {
    const { now, settings, context, members, group: before } = this.#input;
    const flush = before.nextAt !== null && before.nextAt <= now;
    let group: GroupState = flush
      ? { ...before, nextAt: this.#nextFlush(before.nextAt!), lookedAt: now }
      : before;
    const mute = muteOf(settings.muteTimes, context, now);
    this.#mute = mute;
    if (mute) {
      if (flush) {
        this.#outcomes.held(members, 'mute-time', mute.detail);
        this.#outcomes.held(
          members.filter(
            ({ alert, told }) => alert.state !== 'firing' && !told,
          ),
          'never-announced',
        );
        this.#noteSilenced();
      }
      return this.#result(afterMute(group, mute), null);
    }
    if (flush) {
      this.#flush();
      if (this.#isOver()) {
        return this.#result(
          CLOSED,
          before.escalation && 'Everything has recovered',
        );
      }
      const [sent] = this.#notifications;
      if (sent?.transition === 'trigger') {
        group = { ...group, calledAt: now };
      } else if (sent?.transition === 'resolve') {
        group = { ...group, calledAt: null, reached: [] };
      }
    } else {
      this.#explainWaiting();
    }
    group = this.#acknowledge(group);
    const { group: after, ended } = this.#escalate(group);
    return this.#result(after, ended);
  }

  /** Why what nobody knows of yet is not told now. */
  #explainWaiting(): void {
    this.#outcomes.held(
      [...this.#visible].filter(({ told }) => !told),
      this.#input.group.lookedAt === null ? 'group-wait' : 'group-interval',
    );
    this.#outcomes.explainRest(
      this.#firing.filter(({ alert }) => this.#holds.has(alert.id)),
      this.#holds,
    );
  }

  /** What the timer of the group makes known. */
  #flush(): void {
    const { settings, members } = this.#input;
    const reason = this.#reasonToCall();
    this.#noteSilenced();
    if (reason) {
      this.#tell('trigger', reason);
    } else {
      const ended = this.#known.filter(({ alert }) => alert.state !== 'firing');
      if (ended.length > 0 && settings.sendResolved) {
        if (ended.length === this.#known.length) {
          this.#tell('resolve', 'all-resolved');
        } else {
          this.#tell('update', 'some-resolved');
        }
      } else {
        ended.forEach(({ alert }) => this.#told.set(alert.id, null));
        this.#outcomes.held(ended, 'resolve-not-wanted');
        if (this.#isRepeatDue()) {
          this.#tell('trigger', 'repeat');
        }
      }
    }
    this.#outcomes.explainRest(members, this.#holds);
  }

  #reasonToCall(): NotifyReason | undefined {
    const visible = [...this.#visible];
    if (visible.some(({ told }) => !told)) {
      return this.#known.length > 0 ? 'new-members' : 'first';
    }
    if (visible.some(member => this.#isBack(member))) {
      return 'silence-ended';
    }
    return visible.some(isGraver) ? 'graver' : undefined;
  }

  #isRepeatDue(): boolean {
    const { now, settings, group } = this.#input;
    return (
      group.calledAt !== null &&
      now - group.calledAt >= settings.repeatIntervalMs &&
      [...this.#visible].some(({ alert }) => !alert.acknowledged)
    );
  }

  /** Tells all targets of the state of the group as a whole. */
  #tell(transition: Notification['transition'], reason: NotifyReason): void {
    const firing: string[] = [];
    const resolved: string[] = [];
    for (const member of this.#input.members) {
      const { alert, told } = member;
      const shown = transition === 'trigger' && this.#visible.has(member);
      if (told && alert.state !== 'firing') {
        resolved.push(alert.id);
        this.#told.set(alert.id, null);
      } else if (told || shown) {
        firing.push(alert.id);
      }
      if (shown) {
        const { severity } = alert;
        this.#told.set(alert.id, { severity, silenced: false });
      }
    }
    this.#outcomes.told(
      [...firing, ...resolved].filter(id => !this.#holds.has(id)),
      reason,
    );
    const targets = this.#targets();
    this.#notifications.push({ transition, reason, targets, firing, resolved });
  }

  /** Tells at once, and once, that all that fires was taken on. */
  #acknowledge(group: GroupState): GroupState {
    const known = this.#firing.filter(member => this.#isTold(member));
    const all =
      known.length > 0 && known.every(({ alert }) => alert.acknowledged);
    if (all && !group.toldAcknowledged) {
      const firing = known.map(({ alert }) => alert.id);
      this.#notifications.push({
        transition: 'acknowledge',
        reason: 'acknowledged',
        targets: this.#targets(),
        firing,
        resolved: [],
      });
      this.#outcomes.told(firing, 'acknowledged');
    }
    return { ...group, toldAcknowledged: all };
  }

  #escalate(group: GroupState): { group: GroupState; ended: string | null } {
    const { now, settings, group: before } = this.#input;
    const open = [...this.#visible].filter(
      member => !member.alert.acknowledged && this.#isTold(member),
    );
    const chain = settings.escalation;
    if (!chain || open.length === 0) {
      return {
        group: { ...group, escalation: null },
        ended: group.escalation && this.#whyEnded(),
      };
    }
    const triggers = this.#notifications.filter(
      ({ transition }) => transition === 'trigger',
    );
    // An acknowledgement that was taken back leaves nobody in charge, as in the beginning.
    const begins =
      triggers.some(({ reason }) => reason !== 'repeat') ||
      before.toldAcknowledged;
    const state =
      group.escalation ?? (begins ? startEscalation(chain, now) : null);
    if (!state) {
      return { group, ended: null };
    }
    const { steps, next } = takeSteps(chain, state, now);
    const called = new Set(triggers.flatMap(({ targets }) => targets));
    const due = new Set(steps.flatMap(({ notify }) => notify));
    const targets = [...due].filter(target => !called.has(target));
    if (targets.length > 0) {
      const firing = open.map(({ alert }) => alert.id);
      this.#notifications.push({
        transition: 'trigger',
        reason: 'escalation',
        targets,
        firing,
        resolved: [],
      });
      this.#outcomes.told(firing, 'escalation');
    }
    const reached = [...new Set([...group.reached, ...due])];
    return {
      group: { ...group, escalation: next, reached },
      ended: next ? null : 'All its steps are done',
    };
  }

  #whyEnded(): string {
    if (this.#firing.length === 0) {
      return 'Everything has recovered';
    }
    return this.#visible.size === 0
      ? 'Everything that fires is held back'
      : 'Everything that fires was taken on';
  }

  #targets(): string[] {
    const { settings, group } = this.#input;
    return [...new Set([...settings.notify, ...group.reached])];
  }

  #isTold({ alert, told }: GroupMember): boolean {
    return told !== null || Boolean(this.#told.get(alert.id));
  }

  /** Whether nothing is left to be told, so that the group ends. */
  #isOver(): boolean {
    return this.#input.members.every(
      ({ alert, moved, told }) =>
        alert.state !== 'firing' || (moved && told === null),
    );
  }

  #isBack({ alert, told }: GroupMember): boolean {
    const { now, group, context } = this.#input;
    return (
      told !== null &&
      (told.silenced ||
        silenceEnded(alert, context, group.lookedAt ?? now, now))
    );
  }

  /** Remembers that a silence holds back what people know of, so that they hear of it at its end. */
  #noteSilenced(): void {
    for (const { alert, told } of this.#known) {
      const by = this.#holds.get(alert.id)?.by;
      if (by === 'silence' || by === 'maintenance') {
        this.#told.set(alert.id, { ...told!, silenced: true });
      }
    }
  }

  /** The first multiple of the interval behind now, counted from the flush that is due. */
  #nextFlush(nextAt: number): number {
    const { now, settings } = this.#input;
    const passed = Math.floor((now - nextAt) / settings.groupIntervalMs) + 1;
    return nextAt + passed * settings.groupIntervalMs;
  }

  #result(group: GroupState, escalationEnded: string | null): GroupDecision {
    return {
      group,
      suppressions: new Map(
        this.#firing.map(({ alert }) => [
          alert.id,
          this.#holds.get(alert.id) ?? this.#mute,
        ]),
      ),
      notifications: this.#notifications,
      told: this.#told,
      outcomes: this.#outcomes.byId,
      escalationEnded,
    };
  }
}

/** Escalation goes on where it was when the mute time ends. */
function afterMute(group: GroupState, { until }: Suppression): GroupState {
  const { escalation } = group;
  if (!escalation || until === null) {
    return group;
  }
  const nextAt = Math.max(escalation.nextAt, Date.parse(until));
  return { ...group, escalation: { ...escalation, nextAt } };
}

function isGraver({ alert, told }: GroupMember): boolean {
  return (
    told !== null &&
    SEVERITIES.indexOf(alert.severity) > SEVERITIES.indexOf(told.severity)
  );
}
