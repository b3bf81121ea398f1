import { type GroupInput, GroupDecider } from './GroupDecider';
import {
  CLOSED,
  type GroupDecision,
  type GroupState,
  type RouteSettings,
} from './types';

/** A group that an alert has joined: a closed one is open from now on, and waits for others to join. */
export function openGroup(
  group: GroupState,
  settings: RouteSettings,
  now: number,
): GroupState {
  return group.nextAt === null
    ? { ...CLOSED, nextAt: now + settings.groupWaitMs }
    : group;
}

/** When a group is to be looked at next; null when it is closed. */
export function dueAt({ nextAt, escalation }: GroupState): number | null {
  return nextAt === null || !escalation
    ? nextAt
    : Math.min(nextAt, escalation.nextAt);
}

/**
 * Decides on one group. When its timer has fired the order is that of Prometheus Alertmanager: first; new members; all
 * resolved; nothing; some resolved; repeat. Acknowledgements are told at once, and escalation has times of its own. It
 * may be asked at any time and as often as one likes: what was told is not told again.
 */
export function decideGroup(input: GroupInput): GroupDecision {
  return new GroupDecider(input).decide();
}
