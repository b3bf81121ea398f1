import type {
  DriftWindow,
  LabelCoverage,
} from '@ai-governance/plugin-ai-governance-common';
import {
  LABEL_DELAY_HOURS,
  type OutcomeProfile,
} from '@ai-governance/plugin-ai-governance-statistics';
import { fromHour } from '../database/time';
import type { OutcomeSum } from './OutcomeStore';

/** Hours from one assessed window of the past to the next. */
const BACKFILL_STEP_HOURS = 24;

/**
 * Ends of the windows to assess, oldest first: the present one, and, the first time, one a day since there was a whole
 * window.
 * @param hours - `window`: its length
 */
export function windowEnds(
  hours: { firstHour: number; untilHour: number; window: number },
  isFirst: boolean,
): number[] {
  const { firstHour, untilHour, window } = hours;
  const ends = [untilHour];
  if (isFirst) {
    for (
      let end = untilHour - BACKFILL_STEP_HOURS;
      end >= firstHour + window;
      end -= BACKFILL_STEP_HOURS
    ) {
      ends.unshift(end);
    }
  }
  return ends;
}

/** A window as it is told; null when nothing was decided in it. */
export function toWindow(
  from: number,
  to: number,
  { profile, hours }: OutcomeSum,
): DriftWindow | null {
  return profile.decided === 0
    ? null
    : {
        from: fromHour(from).toISOString(),
        to: fromHour(to).toISOString(),
        rows: profile.rows,
        hours,
      };
}

/** How much of a window has labels, without regard to groups. */
export function coverageOf(profile: OutcomeProfile): LabelCoverage {
  const { decided, labelled, labelDelays } = profile;
  return {
    decided,
    labelled,
    share: decided === 0 ? null : labelled / decided,
    delays: labelDelays.map((rows, i) => ({
      upToHours: LABEL_DELAY_HOURS[i] ?? null,
      rows,
    })),
  };
}
