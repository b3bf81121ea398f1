import type { PushRejectionReason } from './push';

/** Where ground truth comes from. Objects in stores lie under `yyyy/mm/dd/hh` of the time of the label. @public */
export type LabelSource =
  | {
      kind: 's3';
      /** For example `s3://bucket/ground-truth/credit`. */
      uri: string;
    }
  | {
      kind: 'blob';
      /** For example `https://account.blob.core.windows.net/container/prefix`. */
      uri: string;
    }
  | { kind: 'push' };

/**
 * What turned out to be true of one logged row; a line of `POST /models/{id}/labels`, written like a pushed inference. A
 * label that comes twice counts once; another label of the same row with a later `time` replaces it.
 * @public
 */
export interface PushedLabel {
  /** The caller's inference id, else the id of the logged event; looked for in this order. */
  id: string | number;
  /** Place of the row in the request, from 0; default 0. */
  row?: number;
  label: string | number | boolean;
  /** When it became known, ISO 8601 instant with `Z` or an offset; default the time of the request. */
  time?: string;
}

/** Why a pushed label was not taken; as for inferences. @public */
export type LabelRejectionReason =
  | Extract<
      PushRejectionReason,
      | 'not-json'
      | 'line-too-long'
      | 'no-event-id'
      | 'bad-row'
      | 'no-time'
      | 'too-old'
      | 'in-future'
    >
  | 'no-label';

/** What became of the lines of pushed labels. They are joined with their rows at the next run. @public */
export interface LabelsAnswer {
  /** Names the push in the audit log and in the keys of label objects. */
  requestId: string;
  /** Lines that are stored durably. */
  accepted: number;
  /** The first 50 lines that were not taken; `line` is the number in the unpacked body, from 1. */
  rejected: { line: number; reason: LabelRejectionReason }[];
  /** All lines that were not taken. */
  rejectedCount: number;
  /** How many of them for each reason. */
  rejectedReasons: Partial<Record<LabelRejectionReason, number>>;
}

/** How much of a window has labels, and how late they came. @public */
export interface LabelCoverage {
  /** Rows with a prediction. */
  decided: number;
  /** Rows with a prediction and a label. */
  labelled: number;
  /** `labelled / decided`; null without decisions. */
  share: number | null;
  /**
   * Labelled rows by the time from decision to label. Each bin is up to and including `upToHours`, and above the bin before;
   * null is the open last one.
   */
  delays: { upToHours: number | null; rows: number }[];
}
