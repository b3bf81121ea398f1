export { DriftHeatmap } from './DriftHeatmap';
export type { DriftHeatmapProps } from './DriftHeatmap';
export { Sparkline } from './Sparkline';
export type { SparklineProps } from './Sparkline';
