import type { DriftMethod } from './drift';
import type { ColumnRole } from './monitor';

/** Since when a column has been different, with its 95 % range. @public */
export interface DriftOnset {
  /** `sudden`: from one hour to the next; `gradual`: bit by bit from then on. */
  kind: 'sudden' | 'gradual';
  /** Best estimate, ISO instant of the hour. */
  at: string;
  /** Ends of the range, ISO instants. */
  earliest: string;
  latest: string;
}

/** A drifted column with what is known of it; evidence, not proof. @public */
export interface RootCauseColumn {
  column: string;
  role: ColumnRole;
  /** Its gravest test. */
  method: DriftMethod;
  effectSize: number;
  /** Share of the prediction's hourly movement that goes along with this column's, 0 to 1; null when unknown. */
  goesWith: number | null;
  /** Null when no point in time stands out. */
  onset: DriftOnset | null;
}

/** A slice of the traffic that carries much of the shift. @public */
export interface RootCauseSegment {
  /** Drifted column. */
  column: string;
  /** Column by which the traffic was sliced, or `variant`. */
  segmentBy: string;
  /** Value of the slice. */
  value: string;
  /** Share of the current rows that are in the slice, 0 to 1. */
  shareOfRows: number;
  /** Share of the column's shift that the slice carries, 0 to 1. */
  shareOfShift: number;
  /** Effect within the slice: D or Cramér's V. */
  effectSize: number;
  baselineN: number;
  currentN: number;
}

/** Kinds of things that happen to an endpoint. @public */
export type ModelEventKind =
  | 'deployment'
  | 'config-change'
  | 'capture-change'
  | 'volume-change'
  | 'schema-change';

/** Something that happened to an endpoint. @public */
export interface ModelEvent {
  /** ISO instant. */
  at: string;
  kind: ModelEventKind;
  /** Short, for example `Model fraud-detection-v8 deployed`. */
  title: string;
  /** One sentence of detail. */
  detail: string;
}

/** An event that lies near the onset of drift. @public */
export interface RootCauseEvent extends ModelEvent {
  /** Columns whose onset range, widened by two hours, holds the event. */
  columns: string[];
}

/**
 * What is known of the cause of drift: which columns, since when, in which slice, and what happened then.
 * @public
 */
export interface RootCause {
  modelId: string;
  variant: string;
  /** Comparison that it belongs to. */
  runId: string;
  createdAt: string;
  /** Up to three sentences: which columns since when, what happened then, in which slice. */
  summary: string;
  /** The largest effect first. */
  columns: RootCauseColumn[];
  /** The largest share of the shift first; empty when no slice stands out. */
  segments: RootCauseSegment[];
  /** Why there are no segments when they could not be determined. */
  segmentsNote: string | null;
  /** Nearest to the onsets first. */
  events: RootCauseEvent[];
}
