export { LineMark, Legend, MomentMark, SquareMark } from './Legend';
export { formatTick, timeTicks } from './timeAxis';
export { TooltipCard } from './TooltipCard';
export { useChartStyle } from './useChartStyle';
export type { ChartStyle } from './useChartStyle';
