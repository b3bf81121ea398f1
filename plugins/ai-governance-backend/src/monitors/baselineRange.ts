import type { TimedBaseline } from '@ai-governance/plugin-ai-governance-common';
import { durationHours, toHour } from '../database/time';

/**
 * The baseline's hours `[from, to)`, counted from the epoch.
 * @param data - `firstHour`: first hour with logs; `untilHour`: first hour that has not arrived yet
 */
export function baselineRange(
  period: TimedBaseline,
  data: { firstHour: number; untilHour: number },
): [from: number, to: number] {
  switch (period.kind) {
    case 'fixed':
      return [toHour(new Date(period.from)), toHour(new Date(period.to))];
    case 'first':
      return [data.firstHour, data.firstHour + durationHours(period.duration)];
    default: {
      const to = data.untilHour - durationHours(period.offset);
      return [to - durationHours(period.duration), to];
    }
  }
}
