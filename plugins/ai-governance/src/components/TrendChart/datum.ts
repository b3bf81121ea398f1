import type { DriftHistoryPoint } from '@ai-governance/plugin-ai-governance-common';

/** A point of the history as the chart draws it. */
export interface Datum extends DriftHistoryPoint {
  /** Milliseconds since 1970. */
  time: number;
  /** Effect size, and the effect size with the error bound on top. */
  band: [number, number] | null;
}

/** Prepares a point for the chart. */
export function toDatum(point: DriftHistoryPoint): Datum {
  const { effectSize, errorBound } = point;
  return {
    ...point,
    time: Date.parse(point.at),
    band:
      effectSize !== null && errorBound !== null
        ? [effectSize, effectSize + errorBound]
        : null,
  };
}
