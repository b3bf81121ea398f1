export { findChangePoint } from './findChangePoint';
export {
  type HourlyScore,
  hourlyScores,
  type HourlyScores,
} from './hourlyScores';
export {
  type Association,
  associationOf,
  type ColumnDrift,
  type Contribution,
  rankContributions,
} from './rankContributions';
export { SHORTEST_MOVE_HOURS } from './moves';
export type {
  ChangeEvidence,
  ChangePointOptions,
  ChangePointResult,
  GradualChange,
  HourlyCounts,
  NoChange,
  SuddenChange,
} from './types';
