export { FeatureTable } from './FeatureTable';
export type { FeatureTableProps } from './FeatureTable';
