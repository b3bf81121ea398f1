export { DistributionPanel } from './DistributionPanel';
export type { DistributionPanelProps } from './DistributionPanel';
export { DistributionChart } from './DistributionChart';
export type { DistributionChartProps } from './DistributionChart';
