import type {
  DriftOnset,
  RootCause,
  RootCauseColumn,
} from '@ai-governance/plugin-ai-governance-common';
import { DateTime } from 'luxon';
import { nameList } from '../summaries';

/** Onsets at most this far apart are told as one when their ranges do not meet. */
const SAME_TIME_MS = 2 * 3_600_000;

/**
 * What is known of a cause in up to three sentences: which columns since when, what happened then, and in which slice.
 * Says what was seen at the same time, never that one thing brought about the other.
 */
export function summariseCause({
  columns,
  events,
  segments,
}: Pick<RootCause, 'columns' | 'events' | 'segments'>): string {
  const lead = columns.find(({ onset }) => onset !== null);
  const together = lead
    ? columns.filter(column => isTogether(column, lead))
    : columns;
  const [event] = events;
  const names = together.map(({ column }) => column);
  const [segment] = segments;
  return [
    `${nameList(names)} ${names.length === 1 ? 'has' : 'have'} shifted${
      lead?.onset ? ` ${since(lead.onset)}` : ', but no hour stands out'
    }.`,
    ...(event && lead?.onset
      ? [
          `At about the same time, ${instant(event.at, lead.onset.at)}: ${
            event.title
          }.`,
        ]
      : []),
    ...(segment
      ? [
          `${percent(segment.shareOfShift)} of the shift of ${
            segment.column
          } is where ${segment.segmentBy} is ${
            segment.value
          }, which has ${percent(segment.shareOfRows)} of the rows.`,
        ]
      : []),
  ].join(' ');
}

function isTogether(column: RootCauseColumn, lead: RootCauseColumn): boolean {
  const [a, b] = [column.onset, lead.onset];
  return (
    a !== null &&
    b !== null &&
    a.kind === b.kind &&
    ((a.earliest <= b.latest && b.earliest <= a.latest) ||
      Math.abs(Date.parse(a.at) - Date.parse(b.at)) <= SAME_TIME_MS)
  );
}

function since({ kind, at, earliest, latest }: DriftOnset): string {
  const how = kind === 'sudden' ? 'suddenly' : 'gradually';
  const beside = isSameDay(earliest, at) && isSameDay(latest, at) ? at : '';
  const range =
    earliest === latest
      ? ''
      : ` (between ${instant(earliest, beside)} and ${instant(
          latest,
          beside,
        )})`;
  return `${how} since ${instant(at)}${range}`;
}

/** An instant as people read it; without its day when that is the day of `beside`. */
function instant(iso: string, beside = ''): string {
  const at = DateTime.fromISO(iso, { zone: 'utc' });
  return `${at.toFormat(
    isSameDay(iso, beside) ? 'HH:mm' : 'd LLL yyyy HH:mm',
  )} UTC`;
}

/** Whether two ISO instants in UTC are of one day. */
function isSameDay(a: string, b: string): boolean {
  return a.slice(0, 10) === b.slice(0, 10);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
