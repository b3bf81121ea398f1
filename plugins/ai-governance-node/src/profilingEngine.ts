import type {
  MonitoredColumn,
  RejectedLine,
  RejectionReason,
} from '@ai-governance/plugin-ai-governance-common';
import type {
  Grid,
  Profile,
} from '@ai-governance/plugin-ai-governance-statistics';
import type { LogFormat } from './logSource';
import type {
  HourlyOutcomes,
  LabelContents,
  LocalLabelFile,
  OutcomeRequest,
} from './outcomes';

/** A log object on local disk. @public */
export interface LocalLogFile {
  /** Path on this machine. */
  path: string;
  /** Key of the object it came from; used in messages. */
  key: string;
  variant: string;
  /** Start of the UTC hour. */
  hour: Date;
}

/** Logs to be read, and how. @public */
export interface LogRequest {
  files: LocalLogFile[];
  format: LogFormat;
  /** Dot path to the array of rows in JSON payloads; found by itself when absent. */
  rowsPath?: { input?: string; output?: string };
  signal: AbortSignal;
}

/** A column as found in payloads. @public */
export interface InspectedColumn {
  role: 'feature' | 'prediction';
  /** Position or key, as in `MonitoredColumn.at`. */
  at: number | string;
  /** Rows that had a value. */
  present: number;
  /** Share of present values that are numbers, 0 to 1. */
  numericShare: number;
  /** Distinct values, exact up to 1 000. */
  distinct: number;
}

/** What payloads hold. @public */
export interface PayloadInspection {
  /** Rows looked at. */
  rows: number;
  columns: InspectedColumn[];
}

/** Counts of one variant and hour. @public */
export interface HourlyCounts {
  variant: string;
  /** Start of the UTC hour. */
  hour: Date;
  profile: Profile;
  /** Records that came more than once. */
  duplicates: number;
  /** Lines or rows not counted, by reason. */
  rejected: Partial<Record<RejectionReason, number>>;
  /** The first rejected lines, in the order of files and lines, at most 20. */
  rejectedLines: RejectedLine[];
  /** When they were asked for. */
  outcomes?: Omit<HourlyOutcomes, 'variant' | 'hour'>;
}

/** Counts of the rows of one slice. @public */
export interface SegmentCounts {
  /** Name of the column by which the rows are sliced. */
  segmentBy: string;
  /** Its value in the slice. */
  value: string;
  profile: Profile;
}

/** Counts of rows, in all and by slice. @public */
export interface SegmentedCounts {
  all: Profile;
  /** By column as they were asked for, then by value in the order of the grid; also slices without rows. */
  segments: SegmentCounts[];
}

/**
 * Turns inference logs into additive counts, near the data. Only counts leave the engine, never rows.
 * @public
 */
export interface ProfilingEngine {
  /** Lists the columns that the payloads hold, from a sample of the rows. */
  inspect(request: LogRequest): Promise<PayloadInspection>;

  /**
   * Builds a grid from the rows of the given files.
   * @throws InputError that names the column when a monitored column is in no row, and lists what is there
   */
  buildGrid(
    request: LogRequest & { columns: MonitoredColumn[] },
  ): Promise<Grid>;

  /**
   * Counts the rows of the given files on the grid, per variant and hour. All files of an hour must be given
   * together, because records delivered twice are found within the hour. Hours whose files hold no countable row
   * are returned too, with zero rows. With `outcomes`, decisions and labels are counted of the same rows.
   */
  profile(
    request: LogRequest & {
      columns: MonitoredColumn[];
      grid: Grid;
      outcomes?: OutcomeRequest;
    },
  ): Promise<HourlyCounts[]>;

  /**
   * Counts decisions and labels of the rows that `profile` counts, for hours whose columns were counted already.
   * @param request - `columns`: the monitored ones; they decide which rows count
   */
  countOutcomes(
    request: LogRequest & {
      columns: MonitoredColumn[];
      outcomes: OutcomeRequest;
    },
  ): Promise<HourlyOutcomes[]>;

  /** Looks at label objects: how many labels they have, and whose they are. In the order of the files. */
  inspectLabels(request: {
    files: LocalLabelFile[];
    /** As in {@link OutcomeRequest}. */
    name: string | null;
    signal: AbortSignal;
  }): Promise<LabelContents[]>;

  /**
   * Counts the rows of all given files together, in all and in slices: one slice per column of `segmentBy` and each of
   * its `maxSegments` most frequent categories in the grid. Hours are not told apart, but each must be given whole or
   * as a sample of its files.
   * @throws InputError when a column has no grid, or a column of `segmentBy` is not categorical
   */
  profileSegments(
    request: LogRequest & {
      /** Columns to count. */
      columns: MonitoredColumn[];
      /** Columns to slice by; they may be among those to count. */
      segmentBy: MonitoredColumn[];
      /** Grids of all these columns; others are allowed. */
      grid: Grid;
      /** Most slices per column. */
      maxSegments: number;
    },
  ): Promise<SegmentedCounts>;
}
