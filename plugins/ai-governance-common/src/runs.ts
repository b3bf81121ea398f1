import type { Cloud } from './deployment';
import type { HealthState } from './health';
import type { MonitorVersion } from './monitor';
import type { Verdict } from './verdicts';

/** Steps of a monitoring run, in the order of the data. @public */
export type RunPhase =
  | 'queued'
  | 'listing'
  | 'profiling'
  | 'assessing'
  | 'alerting'
  | 'done';

/** Why a logged line or row was not counted. @public */
export type RejectionReason =
  | 'not-json'
  | 'no-event-id'
  | 'no-input'
  | 'unsupported-encoding'
  | 'bad-payload'
  | 'column-count'
  | 'no-match'
  | 'no-time'
  | 'unsupported-type'
  | 'not-tabular'
  | 'missing-data';

/** Where a line or row was rejected, and why. @public */
export interface RejectedLine {
  /** Key of the log object. */
  object: string;
  /** Number of the line in it, from 1. */
  line: number;
  reason: RejectionReason;
}

/** What ingestion read. @public */
export interface IngestionCounts {
  /** Log objects read. */
  objects: number;
  /** Rows counted into profiles. */
  rows: number;
  /** Records delivered more than once; counted once. */
  duplicates: number;
  /** Lines or rows not counted, by reason. */
  rejected: Partial<Record<RejectionReason, number>>;
}

/** An error as shown to the user it concerns. @public */
export interface RunError {
  /** Name of the typed error, for example `ServiceUnavailableError`. */
  name: string;
  message: string;
}

/** State of one monitoring run of one model. @public */
export interface RunStatus {
  id: string;
  modelId: string;
  trigger: 'schedule' | 'manual';
  /** User ref of who asked for it, or null when the scheduler did. */
  requestedBy: string | null;
  state: 'queued' | 'running' | 'succeeded' | 'failed';
  phase: RunPhase;
  /** Log objects done and to do in this run; null before they are listed. */
  progress: { done: number; total: number } | null;
  error: RunError | null;
  ingested: IngestionCounts;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

/** What has been ingested of one model so far. @public */
export interface IngestionState extends IngestionCounts {
  /** First and last profiled UTC hour, ISO instants. */
  firstHour: string | null;
  lastHour: string | null;
  /** Hours profiled. */
  hours: number;
  /** Log objects that could not be read, the latest first, at most ten. */
  problems: { object: string; problem: string }[];
  /** Examples of rejected lines, the latest hours first, at most 50. */
  rejectedLines: RejectedLine[];
}

/** A model in a list. @public */
export interface ModelSummary {
  id: string;
  entityRef: string;
  title: string;
  provider: string;
  verdict: Verdict | null;
  /** One sentence behind the verdict. */
  summary: string;
  lastRunAt: string | null;
  /** Ref of the owner. */
  owner: string;
  /** Ref of the system; null when it has none. */
  system: string | null;
  lifecycle: string;
  cloud: Cloud;
  health: HealthState;
  /** One sentence behind the health. */
  healthReason: string;
  openFindings: number;
  /** Verdict of each of the last 14 UTC days, oldest first; null for a day without a run. */
  trend: (Verdict | null)[];
  /** What is wrong with its registration, one sentence; absent when nothing is. */
  problem?: string;
}

/** A model with its monitor and the state of its runs. @public */
export interface ModelDetail extends ModelSummary {
  /** Whether the endpoint writes inference logs. */
  capture: 'on' | 'off' | 'unknown';
  variants: string[];
  monitor: MonitorVersion | null;
  lastRun: RunStatus | null;
  nextRunAt: string | null;
  ingestion: IngestionState;
}
