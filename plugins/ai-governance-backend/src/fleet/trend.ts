import type { Verdict } from '@ai-governance/plugin-ai-governance-common';
import { decidingVerdict } from '../drift/summaries';

/** UTC days of a trend. */
export const TREND_DAYS = 14;

const DAY_MS = 86_400_000;

/** UTC days of the trend that ends today, oldest first, as `yyyy-mm-dd`. */
export function trendDays(now: Date): string[] {
  return Array.from({ length: TREND_DAYS }, (_, i) =>
    new Date(now.getTime() - (TREND_DAYS - 1 - i) * DAY_MS)
      .toISOString()
      .slice(0, 10),
  );
}

/**
 * The verdict of each day: that which decides among all comparisons of the day.
 * @param days - from `trendDays`
 * @param verdicts - of one model
 * @returns one value a day; null for a day without a comparison
 */
export function trendOf(
  days: string[],
  verdicts: { day: string; verdict: Verdict }[],
): (Verdict | null)[] {
  return days.map(day => {
    const ofDay = verdicts
      .filter(entry => entry.day === day)
      .map(({ verdict }) => verdict);
    return ofDay.length > 0 ? decidingVerdict(ofDay) : null;
  });
}
