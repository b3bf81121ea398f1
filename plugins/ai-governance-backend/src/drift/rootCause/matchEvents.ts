import type {
  ModelEvent,
  RootCauseColumn,
  RootCauseEvent,
} from '@ai-governance/plugin-ai-governance-common';
import { HOUR_MS } from '../../database/time';

/** Milliseconds by which an onset's range is widened at both ends. */
const MARGIN_MS = 2 * HOUR_MS;

/** Most events of a root cause. */
const MOST_EVENTS = 10;

/** First instant at which an event of any of the columns can lie, and the last; ISO instants. Undefined without onset. */
export function eventRange(
  columns: RootCauseColumn[],
): [from: string, to: string] | undefined {
  const ranges = columns.flatMap(({ onset }) => (onset ? [onset] : []));
  return ranges.length === 0
    ? undefined
    : [
        new Date(
          Math.min(...ranges.map(({ earliest }) => Date.parse(earliest))) -
            MARGIN_MS,
        ).toISOString(),
        new Date(
          Math.max(...ranges.map(({ latest }) => Date.parse(latest))) +
            MARGIN_MS,
        ).toISOString(),
      ];
}

/**
 * Events with the columns whose onset they lie at, the nearest first. Events that lie at none are left out.
 * @param columns - with their onsets, the largest effect first
 */
export function matchEvents(
  events: ModelEvent[],
  columns: RootCauseColumn[],
): RootCauseEvent[] {
  return events
    .map(event => {
      const at = Date.parse(event.at);
      const near = columns.flatMap(({ column, onset }) =>
        onset &&
        at >= Date.parse(onset.earliest) - MARGIN_MS &&
        at <= Date.parse(onset.latest) + MARGIN_MS
          ? [{ column, distance: Math.abs(at - Date.parse(onset.at)) }]
          : [],
      );
      return { event, near };
    })
    .filter(({ near }) => near.length > 0)
    .map(({ event, near }) => ({
      event: { ...event, columns: near.map(({ column }) => column) },
      distance: Math.min(...near.map(({ distance }) => distance)),
    }))
    .sort(
      (a, b) =>
        a.distance - b.distance ||
        Number(b.event.kind === 'deployment') -
          Number(a.event.kind === 'deployment'),
    )
    .slice(0, MOST_EVENTS)
    .map(({ event }) => event);
}
