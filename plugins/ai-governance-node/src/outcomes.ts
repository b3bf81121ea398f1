import type {
  OutcomeGrid,
  OutcomeProfile,
  OutcomeRules,
} from '@ai-governance/plugin-ai-governance-statistics';

/** Place of a value in a logged row. @public */
export interface LoggedValue {
  from: 'log';
  role: 'feature' | 'prediction';
  /** Position or key, as in `MonitoredColumn.at`. */
  at: number | string;
}

/** Values that a file holds by inference id. @public */
export interface JoinedValue {
  from: 'file';
  /** Path on this machine, of CSV with a header or of Parquet; of rows with the same id the last counts. */
  path: string;
  /** Address of the file it is a copy of; used in messages. */
  key: string;
  format: 'csv' | 'parquet';
  idColumn: string;
  valueColumn: string;
}

/**
 * How the lines of a label object are to be read:
 *
 * - `sagemaker-ground-truth`: `{"groundTruthData": {"data": …, "encoding": "CSV" | "JSON"}, "eventMetadata": {"eventId": …}}`,
 *   with one label for each row of the request. The time of its labels is that of the object.
 * - `labels`: one label per line, `{"id": …, "row": 0, "label": …, "time": …}`.
 * @public
 */
export type LabelFormat = 'sagemaker-ground-truth' | 'labels';

/** A label object on local disk. @public */
export interface LocalLabelFile {
  /** Path on this machine. */
  path: string;
  /** Key of the object it came from. */
  key: string;
  format: LabelFormat;
  /** When its labels became known, where its lines do not say. */
  time: Date;
}

/** What is to be counted of decisions, and what is known of them. @public */
export interface OutcomeRequest {
  grid: OutcomeGrid;
  rules: OutcomeRules;
  prediction: LoggedValue;
  score: LoggedValue | null;
  /** In the order of the grid's attributes. */
  attributes: (LoggedValue | JoinedValue)[];
  stratum: LoggedValue | JoinedValue | null;
  labels: {
    /** Key of the label in a row of ground truth, or its position in CSV; null for the only value. */
    name: string | null;
    /** All objects that may have labels of the rows. */
    files: LocalLabelFile[];
  };
}

/** Outcomes of one variant and hour. @public */
export interface HourlyOutcomes {
  variant: string;
  /** Start of the UTC hour. */
  hour: Date;
  profile: OutcomeProfile;
  /**
   * Hashes of 32 bits of each event id and inference id that the hour's rows have, rising. By them a label finds the hour that
   * it belongs to; what they are of cannot be told from them.
   */
  ids: Uint32Array;
  /** How ids were hashed, at most 64 characters: only ids of the same scheme can be compared. */
  idScheme: string;
  /** Keys of the label objects that had labels of its rows. */
  labelObjects: string[];
}

/** What is in a label object. @public */
export interface LabelContents {
  /** Key of the object. */
  key: string;
  /** Labels that can be used. */
  labels: number;
  /** Lines that cannot. */
  rejected: number;
  /** Hashes of the ids, as in {@link HourlyOutcomes}; rising. */
  ids: Uint32Array;
  idScheme: string;
}
