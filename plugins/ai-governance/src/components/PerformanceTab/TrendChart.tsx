import Typography from '@material-ui/core/Typography';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type {
  PerformanceLimit,
  PerformanceMetric,
  PerformancePoint,
} from '@ai-governance/plugin-ai-governance-common';
import { DAY, formatCount, formatCounted, formatDay } from '../../format';
import { PERFORMANCE_METRIC_WORDS, formatPerformance } from '../../outcomes';
import {
  Legend,
  LineMark,
  SquareMark,
  TooltipCard,
  formatTick,
  timeTicks,
  useChartStyle,
} from '../Chart';

const HOUR = 3_600_000;

interface Datum {
  time: number;
  point: PerformancePoint | null;
  value: number | null;
  band: [number, number] | null;
}

/**
 * A point for each day of the period; days without labels are there with nothing in them, or a line would run over
 * the gap. The points stand in the middle of their day.
 */
function toData(
  points: PerformancePoint[],
  period: { from: number; to: number },
): Datum[] {
  const byDay = new Map(
    points.map(point => [Math.floor(Date.parse(point.from) / DAY), point]),
  );
  const data: Datum[] = [];
  for (let day = Math.floor(period.from / DAY); day * DAY < period.to; day++) {
    const point = byDay.get(day) ?? null;
    const { lower = null, upper = null } = point ?? {};
    data.push({
      time: day * DAY + DAY / 2,
      point,
      value: point?.value ?? null,
      band: lower === null || upper === null ? null : [lower, upper],
    });
  }
  return data;
}

/** The chart in a sentence, for those who do not see it. */
export function describeTrend(
  metric: PerformanceMetric,
  points: PerformancePoint[],
): string {
  const measured = points.filter(({ value }) => value !== null);
  const latest = measured[measured.length - 1];
  if (!latest) {
    return 'No day of this period could be measured.';
  }
  const figure = (value: number | null) => formatPerformance(metric, value);
  return `${formatCounted(measured.length, 'day')} from ${formatDay(
    measured[0].from,
  )} to ${formatDay(latest.from)} UTC. First ${figure(
    measured[0].value,
  )}, latest ${figure(latest.value)}, interval ${figure(
    latest.lower,
  )} to ${figure(latest.upper)}, n = ${formatCount(latest.n)}.`;
}

function DayTooltip(props: { metric: PerformanceMetric; datum: Datum }) {
  const { metric, datum } = props;
  const { point } = datum;
  const figure = (value: number | null) => formatPerformance(metric, value);
  return (
    <TooltipCard title={`${formatDay(datum.time)} (UTC)`}>
      <Typography variant="body2" component="p">
        {point
          ? `${figure(point.value)} (interval ${figure(
              point.lower,
            )} to ${figure(point.upper)})`
          : 'no labels'}
      </Typography>
      {point && (
        <Typography variant="body2" component="p">
          n = {formatCounted(point.n, 'labelled row')}
        </Typography>
      )}
    </TooltipCard>
  );
}

/** One metric by day with its interval, its limits and its baseline. */
export function TrendChart(props: {
  metric: PerformanceMetric;
  /** Oldest first, at least one. */
  points: PerformancePoint[];
  limit: PerformanceLimit | undefined;
  /** Value of the baseline; null without. */
  baseline: number | null;
  /** Milliseconds since 1970. */
  period: { from: number; to: number };
}) {
  const { metric, points, limit, baseline, period } = props;
  const style = useChartStyle();
  const data = toData(points, period);
  // As the charts of the hours below, whose last point is the start of the last hour.
  const [from, to] = [period.from, period.to - HOUR];
  const ends = [limit?.min, limit?.max].filter(end => end !== undefined);
  return (
    <>
      <Legend
        items={[
          {
            key: 'value',
            mark: <LineMark color={style.current} />,
            text: `${PERFORMANCE_METRIC_WORDS[metric].name} of a day`,
          },
          {
            key: 'band',
            mark: <SquareMark color={style.band} />,
            text: 'interval',
          },
          ...(ends.length > 0
            ? [
                {
                  key: 'limit',
                  mark: <LineMark color={style.limit} dashed />,
                  text: 'limit',
                },
              ]
            : []),
          ...(baseline === null
            ? []
            : [
                {
                  key: 'baseline',
                  mark: <LineMark color={style.baseline} />,
                  text: `baseline: ${formatPerformance(metric, baseline)}`,
                },
              ]),
        ]}
      />
      <div
        role="img"
        aria-label={`${
          PERFORMANCE_METRIC_WORDS[metric].name
        } by day. ${describeTrend(metric, points)}`}
      >
        <ResponsiveContainer width="100%" height={280}>
          <ComposedChart
            data={data}
            margin={{ top: 8, right: 16, bottom: 20, left: 0 }}
            accessibilityLayer={false}
          >
            <CartesianGrid stroke={style.grid} vertical={false} />
            <XAxis
              dataKey="time"
              type="number"
              scale="time"
              domain={[from, to]}
              allowDataOverflow
              ticks={timeTicks(from, to)}
              tickFormatter={formatTick}
              label={{
                value: 'day of the decision (UTC)',
                position: 'insideBottom',
                offset: -14,
                fill: style.axis.tick.fill,
                fontSize: 12,
              }}
              {...style.axis}
            />
            <YAxis
              // As wide as those of latency and requests: the axes of time stand below each other.
              width={60}
              domain={['auto', 'auto']}
              tickFormatter={(value: number) =>
                formatPerformance(metric, value)
              }
              {...style.axis}
            />
            <Tooltip
              isAnimationActive={false}
              content={({ active, payload }) => {
                const datum = payload?.[0]?.payload as Datum | undefined;
                return active && datum ? (
                  <DayTooltip metric={metric} datum={datum} />
                ) : null;
              }}
            />
            <Area
              dataKey="band"
              stroke="none"
              fill={style.band}
              fillOpacity={1}
              isAnimationActive={false}
              activeDot={false}
            />
            {baseline !== null && (
              <ReferenceLine
                y={baseline}
                ifOverflow="extendDomain"
                stroke={style.baseline}
                strokeWidth={2}
              />
            )}
            {ends.map(end => (
              <ReferenceLine
                key={end}
                y={end}
                ifOverflow="extendDomain"
                stroke={style.limit}
                strokeWidth={1.5}
                strokeDasharray="6 4"
              />
            ))}
            <Line
              dataKey="value"
              stroke={style.current}
              strokeWidth={2}
              dot={{ r: 2.5, fill: style.current }}
              isAnimationActive={false}
            />
          </ComposedChart>
        </ResponsiveContainer>
      </div>
    </>
  );
}
