import type {
  HoldReason,
  NotifyReason,
  Suppression,
} from '@ai-governance/plugin-ai-governance-common';
import type { GroupMember, Outcome } from './types';
import { holdWords, notifyWords } from './words';

/** Collects why each member of a group was told or not; what is said later holds. */
export class Outcomes {
  readonly byId = new Map<string, Outcome>();

  /** These members were told. */
  told(ids: string[], reason: NotifyReason): void {
    const detail = notifyWords(reason);
    for (const id of ids) {
      this.byId.set(id, { told: true, reason, detail });
    }
  }

  /** These members were not told. */
  held(
    members: GroupMember[],
    reason: HoldReason,
    detail: string = holdWords(reason),
  ): void {
    for (const { alert } of members) {
      this.byId.set(alert.id, { told: false, reason, detail });
    }
  }

  /** The reason for every member of which nothing was said. */
  explainRest(members: GroupMember[], holds: Map<string, Suppression>): void {
    for (const member of members) {
      const { alert, told, moved } = member;
      if (this.byId.has(alert.id)) {
        continue;
      }
      const hold = holds.get(alert.id);
      if (hold) {
        this.held([member], reasonOf(hold), hold.detail);
      } else if (moved) {
        this.held([member], 'moved');
      } else if (alert.state === 'resolved') {
        this.held([member], 'never-announced');
      } else if (told) {
        this.held(
          [member],
          alert.acknowledged ? 'acknowledged' : 'already-told',
        );
      }
    }
  }
}

function reasonOf({ by }: Suppression): HoldReason {
  switch (by) {
    case 'silence':
      return 'silenced';
    case 'inhibition':
      return 'inhibited';
    default:
      return by;
  }
}
