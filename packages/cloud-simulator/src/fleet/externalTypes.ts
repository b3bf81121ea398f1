import type { SimulatedColumn, Story } from './types';

/** Where a model that runs outside the simulated clouds tells of its inferences. */
export type InferenceTarget =
  | { kind: 'push' }
  | {
      /** One item per inference: partition key `pk` is `{model}#{date}`, sort key `sk` begins with the ISO time. */
      kind: 'dynamodb';
      table: string;
    };

/** A model that runs on servers of the company's own, and tells of each inference by itself. */
export interface SimulatedExternalModel {
  name: string;
  /** Inferences in an average hour. */
  requestsPerHour: number;
  /** Share by which traffic rises by day and falls by night, 0 to 1. */
  dayNight?: number;
  columns: SimulatedColumn[];
  story?: Story;
  target: InferenceTarget;
}
