import type { FairnessStore } from '../fairness/FairnessStore';
import type { PerformanceStore } from '../performance/PerformanceStore';
import type { PushService } from '../push/PushService';
import type { LabelLedger } from './LabelLedger';
import type { OutcomeStore } from './OutcomeStore';

interface Parts {
  outcomes: OutcomeStore;
  ledger: LabelLedger;
  fairness: FairnessStore;
  performance: PerformanceStore;
  labels: PushService<'no-label'>;
}

/** Deletes what is older than its retention of outcomes, labels, fairness and performance. */
export class OutcomeRetention {
  readonly #parts: Parts;

  static create(parts: Parts): OutcomeRetention {
    return new OutcomeRetention(parts);
  }

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Cleans up once.
   * @param options - `firstHour`: of the hours that are kept; `results`: as for comparisons of drift
   * @returns what was deleted, in words
   */
  async cleanUp(options: {
    now: Date;
    firstHour: number;
    results: { dailyBefore: string; deleteBefore: string };
  }): Promise<string> {
    const { now, firstHour, results } = options;
    const { outcomes, ledger, fairness, performance, labels } = this.#parts;
    const hours = await outcomes.deleteHoursBefore(firstHour);
    const objects = await ledger.deleteBefore(firstHour);
    const assessments =
      (await fairness.thin(results)) + (await performance.thin(results));
    const chunks = await labels.cleanUp(now);
    return `${hours} hours of outcomes, ${objects} label objects, ${assessments} results of fairness and performance, and ${chunks} chunks of labels`;
  }
}
