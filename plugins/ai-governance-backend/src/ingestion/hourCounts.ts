import type {
  IngestionCounts,
  RejectionReason,
} from '@ai-governance/plugin-ai-governance-common';
import type { HourlyCounts } from '@ai-governance/plugin-ai-governance-node';

/** Adds what an hour's reading met with. */
export function addCounts(total: IngestionCounts, hour: HourlyCounts): void {
  total.rows += hour.profile.rows;
  total.duplicates += hour.duplicates;
  for (const [reason, n] of Object.entries(hour.rejected)) {
    const key = reason as RejectionReason;
    total.rejected[key] = (total.rejected[key] ?? 0) + n;
  }
}

/** An hour with lines but without a single row that counts is an error of its endpoint, not an hour without traffic. */
export function whyNothingCounted({
  variant,
  hour,
  profile,
  rejected,
}: HourlyCounts) {
  const reasons = Object.entries(rejected);
  return profile.rows === 0 && reasons.length > 0
    ? [
        `None of the lines of ${variant} at ${hour.toISOString()} could be counted (${reasons
          .map(([reason, n]) => `${reason}: ${n}`)
          .join(', ')})`,
      ]
    : [];
}
