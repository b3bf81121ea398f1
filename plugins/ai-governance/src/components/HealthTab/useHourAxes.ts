import { formatTick, timeTicks, useChartStyle } from '../Chart';
import type { HealthDatum } from '../../health';

/** Properties of the axis of hours, the same for every chart of the tab. @param data - at least one hour */
export function useHourAxes(data: HealthDatum[]) {
  const style = useChartStyle();
  const from = data[0].time;
  const to = data[data.length - 1].time;
  return {
    style,
    hours: {
      dataKey: 'time',
      type: 'number' as const,
      scale: 'time' as const,
      domain: [from, to],
      ticks: timeTicks(from, to),
      tickFormatter: formatTick,
      label: {
        value: 'start of the hour (UTC)',
        position: 'insideBottom' as const,
        offset: -14,
        fill: style.axis.tick.fill,
        fontSize: 12,
      },
      ...style.axis,
    },
  };
}
