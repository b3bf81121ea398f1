import type {
  HourlyCounts,
  OutcomeRequest,
} from '@ai-governance/plugin-ai-governance-node';
import { assertError } from '@backstage/errors';
import type { HourOfLogs } from '../ingestion/planHours';
import type { OutcomeIngestion, OutcomeTask } from './OutcomeIngestion';
import type { OutcomePass } from './OutcomePass';
import type { OutcomeHours } from './OutcomeStore';

/** What is told of outcomes that could not be counted. */
export interface OutcomeReport {
  problems: string[];
  outcomesProblem?: string;
}

/** Counts outcomes of the hours whose columns are counted. */
export interface OutcomeCounter {
  /**
   * Counts hours with their outcomes, or, when that fails, without: what is wrong with outcomes alone, such as labels that
   * cannot be fetched or a joined file without its column, does not keep the columns from being counted.
   */
  count(
    hours: HourOfLogs[],
    profile: (outcomes?: OutcomeRequest) => Promise<HourlyCounts[]>,
  ): Promise<{ counts: HourlyCounts[]; outcomes?: OutcomeHours }>;
}

/**
 * Counts a model's hours with `work`, their outcomes with them, and then what late labels touch.
 * @param ingestion - nothing but columns is counted without
 * @param report - is told what was wrong with outcomes alone
 * @throws what `work` throws, and the signal's reason
 */
export async function withOutcomes(
  ingestion: OutcomeIngestion | undefined,
  task: OutcomeTask,
  report: OutcomeReport,
  work: (counter: OutcomeCounter) => Promise<void>,
): Promise<void> {
  let pass: OutcomePass | undefined;
  const failed = (error: unknown) => {
    assertError(error);
    task.signal.throwIfAborted();
    report.outcomesProblem ??= error.message;
  };
  try {
    pass = await ingestion?.begin(task);
  } catch (error) {
    failed(error);
  }
  try {
    await work({
      async count(hours, profile) {
        if (pass && report.outcomesProblem === undefined) {
          try {
            const counts = await profile(await pass.requestFor(hours));
            return { counts, outcomes: pass.hoursOf(counts) };
          } catch (error) {
            failed(error);
          }
        }
        return { counts: await profile() };
      },
    });
    if (pass && report.outcomesProblem === undefined) {
      await pass.finish().catch(failed);
    }
  } finally {
    report.problems.push(
      ...(report.outcomesProblem === undefined
        ? []
        : [`Outcomes were not counted: ${report.outcomesProblem}`]),
      ...(pass?.problems ?? []),
    );
    await pass?.close();
  }
}
