import type { BaselinePeriod } from '@ai-governance/plugin-ai-governance-common';
import { baselineRange } from '../monitors/baselineRange';
import { type HourRange, joinRanges, withoutRanges } from './hourRanges';
import type { ListedHours } from './ListedHours';

/**
 * The stretches of hours whose logs a run lists: the recent ones, others to which logs came late, and those of the
 * baseline's period that were never read. An uploaded reference needs none.
 * @param options - `recent`: hours that every run lists; `changed`: others whose logs are known to have changed;
 *   `gridVersion` is undefined while there is no grid
 */
export async function hoursToList(
  listed: ListedHours,
  options: {
    modelId: string;
    gridVersion: number | undefined;
    baseline: BaselinePeriod;
    recent: HourRange;
    changed?: number[];
  },
): Promise<HourRange[]> {
  const { modelId, gridVersion, baseline, recent, changed = [] } = options;
  const due = [
    recent,
    ...changed
      .filter(hour => hour < recent[1])
      .map((hour): HourRange => [hour, hour + 1]),
  ];
  if (baseline.kind === 'upload') {
    return joinRanges(due);
  }
  const firstHour =
    baseline.kind === 'first' ? await listed.firstCounted(modelId) : recent[0];
  if (firstHour === undefined) {
    return joinRanges(due);
  }
  const [from, to] = baselineRange(baseline, {
    firstHour,
    untilHour: recent[1],
  });
  const known =
    gridVersion === undefined ? [] : await listed.get({ modelId, gridVersion });
  return joinRanges([
    ...due,
    ...withoutRanges([from, Math.min(to, recent[1])], known),
  ]);
}
