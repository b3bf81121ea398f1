export type * from './types';
export {
  groupPosition,
  meetsRule,
  missingPosition,
  otherPosition,
  parseOutcomeRule,
} from './assign';
export { decodeOutcomes, encodeOutcomes } from './codec';
export { countOutcomes } from './count';
export {
  BINARY_CLASSES,
  cellCount,
  cellIndex,
  cellPositions,
  checkOutcomeGrid,
  DEFAULT_SCORE_EDGES,
  errorUnitFor,
  FOURTH_POWER_UNIT,
  LABEL_DELAY_HOURS,
  MAX_ERROR_UNITS,
  MAX_LABEL_UNITS,
  SCORE_UNIT,
} from './grid';
export {
  type GroupSpec,
  InvalidGroupsError,
  parseGroups,
  parseProtectedAttribute,
  type ProtectedAttributeSpec,
} from './groups';
export {
  addOutcomes,
  emptyCounts,
  emptyOutcomes,
  labelledCount,
  sumOutcomes,
} from './profile';
export {
  type CellKind,
  outcomeTable,
  type OutcomeTable,
  type TableCell,
} from './table';
