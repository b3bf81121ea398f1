import type { AlertChange } from '@ai-governance/plugin-ai-governance-common';
import { ended } from '../intake/applyFinding';
import type { NewAlertEvent } from '../store/AlertStore';
import type { StoredAlert } from '../store/alertRows';

/** Who changes an alert. */
export interface Actor {
  /** Ref of a user, or `<channel>:<name>`. */
  name: string;
  /** `portal`, or the id of a channel. */
  via: string;
}

/** What a change makes of an alert; text when it does not fit, with the reason. */
export function changeAlert(
  alert: StoredAlert,
  change: AlertChange,
  actor: Actor,
  at: string,
): { alert: StoredAlert; events: NewAlertEvent[] } | string {
  const events: NewAlertEvent[] = [];
  const note = change.note ? `: ${change.note}` : '';
  const happened = (kind: NewAlertEvent['kind'], detail: string) => {
    events.push({ alertId: alert.id, at, kind, actor: actor.name, detail });
  };
  let changed = { ...alert, updatedAt: at };
  const { acknowledged, assignee, resolved } = change;
  if ((acknowledged !== undefined || resolved) && alert.state !== 'firing') {
    return 'It does not fire any more';
  }
  if (acknowledged === true && !alert.acknowledgement) {
    changed.acknowledgement = { by: actor.name, at, via: actor.via };
    happened('acknowledged', `Taken on${note}`);
  }
  if (acknowledged === false && alert.acknowledgement) {
    changed.acknowledgement = null;
    happened('unacknowledged', `Given back${note}`);
  }
  if (assignee !== undefined && assignee !== alert.assignee) {
    changed.assignee = assignee;
    happened(
      'assigned',
      assignee === null
        ? `Nobody is assigned any more${note}`
        : `Assigned to ${assignee}${note}`,
    );
  }
  if (resolved) {
    const end = ended(changed, at, {
      detail: `Ended by hand, although its finding is open${note}`,
      actor: actor.name,
      endedSeverity: alert.severity,
    });
    changed = end.alert;
    events.push(...end.events);
  }
  return events.length > 0 ? { alert: changed, events } : 'It is so already';
}
