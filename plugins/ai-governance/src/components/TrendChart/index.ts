export { TrendPanel } from './TrendPanel';
export type { TrendPanelProps } from './TrendPanel';
export { TrendChart, describeTrend } from './TrendChart';
export type { TrendChartProps } from './TrendChart';
