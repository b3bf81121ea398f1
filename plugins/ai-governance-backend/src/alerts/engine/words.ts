import type {
  HoldReason,
  NotifyReason,
} from '@ai-governance/plugin-ai-governance-common';

const NOTIFY: Record<NotifyReason, string> = {
  first: 'Told, because nobody knew of this group',
  'new-members': 'Told, because alerts have joined the group',
  graver: 'Told, because an alert has become graver',
  'silence-ended': 'Told again, because it still fires at the end of a silence',
  escalation: 'Told further people, because nobody has taken it on',
  repeat: 'Told again, because it still fires after the repeat interval',
  'some-resolved': 'Updated, because some alerts of the group have recovered',
  acknowledged: 'Told that somebody has taken it on',
  'all-resolved': 'Told that everything in the group has recovered',
  test: 'Sent as a test',
};

const HOLD: Record<HoldReason, string> = {
  'group-wait': 'Waits for other alerts of its group',
  'group-interval': 'Waits for the next interval of its group',
  'already-told': 'Not told again: nothing has changed, and no repeat is due',
  acknowledged: 'Not told again: somebody has taken it on',
  silenced: 'Held back by a silence',
  maintenance: 'Held back by a maintenance',
  inhibited: 'Held back, because another alert explains it',
  'mute-time': 'Held back: its route is mute at this time',
  'never-announced': 'Never told: it recovered before anybody knew of it',
  'resolve-not-wanted': 'Not told: its route does not tell of recovery',
  moved: 'Told by another group since its labels have changed',
  'no-route': 'Not told: no route takes it',
};

/** Why people were told, in one sentence. */
export function notifyWords(reason: NotifyReason): string {
  return NOTIFY[reason];
}

/** Why people were not told, in one sentence. */
export function holdWords(reason: HoldReason): string {
  return HOLD[reason];
}
