export { LineMark, Legend, MomentMark, SquareMark } from './Legend';
export { TooltipCard } from './TooltipCard';
export { useChartStyle } from './useChartStyle';
export type { ChartStyle } from './useChartStyle';
