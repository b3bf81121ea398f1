import type { BaselinePeriod } from '@ai-governance/plugin-ai-governance-common';
import { baselineRange } from '../monitors/baselineRange';
import { type HourRange, joinRanges, withoutRanges } from './hourRanges';
import type { ListedHours } from './ListedHours';

/**
 * The stretches of hours whose logs a run lists: the recent ones, and those of the baseline's period that were never
 * read. An uploaded reference needs none.
 * @param options - `recent`: hours that every run lists; `gridVersion` is undefined while there is no grid
 */
export async function hoursToList(
  listed: ListedHours,
  options: {
    modelId: string;
    gridVersion: number | undefined;
    baseline: BaselinePeriod;
    recent: HourRange;
  },
): Promise<HourRange[]> {
  const { modelId, gridVersion, baseline, recent } = options;
  if (baseline.kind === 'upload') {
    return [recent];
  }
  const firstHour =
    baseline.kind === 'first' ? await listed.firstCounted(modelId) : recent[0];
  if (firstHour === undefined) {
    return [recent];
  }
  const [from, to] = baselineRange(baseline, {
    firstHour,
    untilHour: recent[1],
  });
  const known =
    gridVersion === undefined ? [] : await listed.get({ modelId, gridVersion });
  return joinRanges([
    recent,
    ...withoutRanges([from, Math.min(to, recent[1])], known),
  ]);
}
