import type { DriftRun } from '@ai-governance/plugin-ai-governance-common';
import { createHash } from 'node:crypto';
import type { Finding, FindingEvent, FindingStore } from './FindingStore';

/**
 * Turns verdicts into findings. A failing column opens one; it stays open while the column fails or warns, so that
 * a value that hovers at the limit does not flap; a pass resolves it; a run that could not judge changes nothing.
 */
export class FindingService {
  readonly #store: FindingStore;

  static create(options: { store: FindingStore }): FindingService {
    return new FindingService(options.store);
  }

  private constructor(store: FindingStore) {
    this.#store = store;
  }

  /** The open findings of a model. */
  async open(modelId: string): Promise<Finding[]> {
    return this.#store.open(modelId);
  }

  /**
   * Brings the findings of a run's variant up to date.
   * @returns what happened; empty when everything is as it was
   */
  async update(run: DriftRun, now: Date): Promise<FindingEvent[]> {
    const at = now.toISOString();
    const open = new Map(
      (await this.#store.open(run.modelId)).map(finding => [
        finding.id,
        finding,
      ]),
    );
    const changed: Finding[] = [];
    const events: FindingEvent[] = [];
    for (const column of run.columns) {
      const id = findingId(run.modelId, run.variant, column.column);
      const before = open.get(id);
      const holds =
        column.verdict === 'fail' ||
        (column.verdict === 'warn' && before !== undefined);
      if (holds) {
        const finding: Finding = {
          id,
          modelId: run.modelId,
          rule: 'drift',
          variant: run.variant,
          column: column.column,
          state: 'open',
          severity: column.severity,
          detail: column.reason,
          openedAt: before?.openedAt ?? at,
          seenAt: at,
          resolvedAt: null,
        };
        changed.push(finding);
        if (!before) {
          events.push({ event: 'opened', finding, at });
        } else if (before.severity !== finding.severity) {
          events.push({ event: 'changed', finding, at });
        }
      } else if (before && column.verdict === 'pass') {
        const finding: Finding = {
          ...before,
          state: 'resolved',
          detail: column.reason,
          seenAt: at,
          resolvedAt: at,
        };
        changed.push(finding);
        events.push({ event: 'resolved', finding, at });
      }
    }
    const judged = new Set(run.columns.map(column => column.column));
    for (const before of open.values()) {
      if (
        before.variant === run.variant &&
        judged.size > 0 &&
        !judged.has(before.column)
      ) {
        const finding: Finding = {
          ...before,
          state: 'resolved',
          detail: `${before.column} is no longer monitored.`,
          seenAt: at,
          resolvedAt: at,
        };
        changed.push(finding);
        events.push({ event: 'resolved', finding, at });
      }
    }
    await this.#store.put(changed, events);
    return events;
  }
}

/** Stable identity of a drift finding; the same over all runs. */
export function findingId(
  modelId: string,
  variant: string,
  column: string,
): string {
  return createHash('sha256')
    .update(JSON.stringify(['drift', modelId, variant, column]))
    .digest('hex');
}
