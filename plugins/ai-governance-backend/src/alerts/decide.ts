import {
  graver,
  type Severity,
} from '@ai-governance/plugin-ai-governance-common';
import type { Finding } from '../findings/FindingStore';

/** What people were last told of a group of findings. */
export interface Told {
  state: 'none' | 'firing' | 'resolved';
  /** Ids and severities of the findings they were told of. */
  members: Record<string, Severity>;
}

/** What is to be told now, with the reason for it. */
export type Decision =
  | { tell: false; reason: 'nothing-fires' | 'already-told' }
  | {
      tell: true;
      reason: 'first' | 'new-members' | 'changed' | 'resolved';
      state: 'firing' | 'resolved';
      members: Finding[];
      newMembers: Finding[];
      severity: Severity;
    };

/**
 * Decides what to tell by comparing what fires with what was told; the same state never tells twice, so that a
 * decision may be repeated after a crash.
 */
export function decide(firing: Finding[], told: Told): Decision {
  if (firing.length === 0) {
    return told.state === 'firing'
      ? {
          tell: true,
          reason: 'resolved',
          state: 'resolved',
          members: [],
          newMembers: [],
          severity: Object.values(told.members).reduce(graver, 'none'),
        }
      : { tell: false, reason: 'nothing-fires' };
  }
  const members = firing;
  const known = told.state === 'firing' ? told.members : {};
  const newMembers = members.filter(({ id }) => known[id] === undefined);
  const gone = Object.keys(known).some(id => !members.some(m => m.id === id));
  const changed = members.some(({ id, severity }) => known[id] !== severity);
  const severity = members.map(m => m.severity).reduce(graver, 'none');
  const tell = (reason: 'first' | 'new-members' | 'changed'): Decision => ({
    tell: true,
    reason,
    state: 'firing',
    members,
    newMembers,
    severity,
  });
  if (told.state !== 'firing') {
    return tell('first');
  }
  if (newMembers.length > 0) {
    return tell('new-members');
  }
  return changed || gone
    ? tell('changed')
    : { tell: false, reason: 'already-told' };
}
