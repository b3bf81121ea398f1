export { TrendPanel } from './TrendPanel';
export type { TrendPanelProps } from './TrendPanel';
export { TrendChart } from './TrendChart';
export type { TrendChartProps } from './TrendChart';
