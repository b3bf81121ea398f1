export { DriftSummary } from './DriftSummary';
export type { DriftSummaryProps } from './DriftSummary';
export { IngestionLine } from './IngestionLine';
