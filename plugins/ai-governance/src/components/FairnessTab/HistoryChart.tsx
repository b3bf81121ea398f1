import Typography from '@material-ui/core/Typography';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type {
  FairnessHistoryPoint,
  FairnessMetric,
  FairnessVerdict,
} from '@ai-governance/plugin-ai-governance-common';
import { formatCounted, formatInstant } from '../../format';
import { FAIRNESS_WORDS, formatFairness, isRatio } from '../../outcomes';
import {
  Legend,
  LineMark,
  SquareMark,
  TooltipCard,
  formatTick,
  timeTicks,
  useChartStyle,
} from '../Chart';
import { VerdictDot } from '../TrendChart/VerdictDot';
import { OutcomeBadge } from '../Outcomes';

/** About how many points get a mark; the line says the rest. */
const MARKS = 40;

interface Datum extends FairnessHistoryPoint {
  time: number;
  band: [number, number] | null;
}

function toDatum(point: FairnessHistoryPoint): Datum {
  const { lower, upper } = point;
  return {
    ...point,
    time: Date.parse(point.at),
    band: lower === null || upper === null ? null : [lower, upper],
  };
}

/** The chart in a sentence, for those who do not see it. */
export function describeHistory(points: FairnessHistoryPoint[]): string {
  const measured = points.filter(({ value }) => value !== null);
  const latest = measured[measured.length - 1];
  if (!latest) {
    return 'No run of this period could judge it.';
  }
  const figure = (value: number | null) => formatFairness(latest.metric, value);
  const beyond = measured.filter(({ verdict }) => verdict === 'fail').length;
  return `${formatCounted(measured.length, 'run')} from ${formatInstant(
    measured[0].at,
  )} to ${formatInstant(latest.at)}. First ${figure(
    measured[0].value,
  )}, latest ${figure(latest.value)}, interval ${figure(
    latest.lower,
  )} to ${figure(latest.upper)}; allowed is ${figure(
    latest.allowed.min,
  )} to ${figure(latest.allowed.max)}; beyond the limit ${formatCounted(
    beyond,
    'time',
  )}.`;
}

function PointTooltip(props: { datum: Datum }) {
  const { datum } = props;
  const figure = (value: number | null) => formatFairness(datum.metric, value);
  return (
    <TooltipCard title={`Window up to ${formatInstant(datum.at)}`}>
      <Typography variant="body2" component="p">
        {figure(datum.value)} (interval {figure(datum.lower)} to{' '}
        {figure(datum.upper)})
      </Typography>
      <Typography variant="body2" component="p">
        Allowed: {figure(datum.allowed.min)} to {figure(datum.allowed.max)}
      </Typography>
      <Typography variant="body2" component="p">
        <OutcomeBadge verdict={datum.verdict} />
      </Typography>
    </TooltipCard>
  );
}

/** One figure over time with its interval, and what is allowed drawn in. */
export function HistoryChart(props: {
  /** What the figure is of. */
  name: string;
  metric: FairnessMetric;
  /** Oldest first. */
  points: FairnessHistoryPoint[];
}) {
  const { name, metric, points } = props;
  const style = useChartStyle();
  if (points.length === 0) {
    return (
      <Typography variant="body2" color="textSecondary">
        No history of it in this period.
      </Typography>
    );
  }
  const data = points.map(toDatum);
  if (data.every(({ value }) => value === null)) {
    return (
      <Typography variant="body2" color="textSecondary">
        {formatCounted(data.length, 'run')} of this period could not judge it.
      </Typography>
    );
  }
  const from = data[0].time;
  const to = data[data.length - 1].time;
  const gaps = data.filter(({ value }) => value === null).length;
  const step = Math.ceil(data.length / MARKS);
  const verdicts = [
    ...new Set(data.filter(d => d.value !== null).map(d => d.verdict)),
  ] as FairnessVerdict[];
  return (
    <>
      <Legend
        items={[
          {
            key: 'value',
            mark: <LineMark color={style.current} />,
            text: isRatio(metric) ? 'ratio of rates' : 'difference of rates',
          },
          {
            key: 'band',
            mark: <SquareMark color={style.band} />,
            text: 'interval',
          },
          {
            key: 'limit',
            mark: <LineMark color={style.limit} dashed />,
            text: 'allowed range',
          },
          ...verdicts.map(verdict => ({
            key: verdict,
            mark: (
              <svg width={12} height={12} aria-hidden>
                <VerdictDot cx={6} cy={6} verdict={verdict} />
              </svg>
            ),
            text: FAIRNESS_WORDS[verdict].toLocaleLowerCase('en'),
          })),
        ]}
      />
      <div
        role="img"
        aria-label={`${name} over time. ${describeHistory(points)}`}
      >
        <ResponsiveContainer width="100%" height={300}>
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
              ticks={timeTicks(from, to)}
              tickFormatter={formatTick}
              label={{
                value: 'end of the assessed window (UTC)',
                position: 'insideBottom',
                offset: -14,
                fill: style.axis.tick.fill,
                fontSize: 12,
              }}
              {...style.axis}
            />
            <YAxis
              width={72}
              domain={['auto', 'auto']}
              tickFormatter={(value: number) => formatFairness(metric, value)}
              {...style.axis}
            />
            <Tooltip
              isAnimationActive={false}
              content={({ active, payload }) => {
                const datum = payload?.[0]?.payload as Datum | undefined;
                return active && datum ? <PointTooltip datum={datum} /> : null;
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
            {(['min', 'max'] as const).map(end => (
              <Line
                key={end}
                dataKey={(datum: Datum) => datum.allowed[end]}
                type="stepAfter"
                stroke={style.limit}
                strokeWidth={1.5}
                strokeDasharray="6 4"
                dot={false}
                activeDot={false}
                isAnimationActive={false}
              />
            ))}
            <Line
              dataKey="value"
              stroke={style.current}
              strokeWidth={2}
              isAnimationActive={false}
              dot={({ key, cx, cy, index, payload }) =>
                index % step === 0 || index === data.length - 1 ? (
                  <VerdictDot
                    key={key}
                    cx={cx}
                    cy={cy}
                    verdict={payload.verdict}
                  />
                ) : (
                  <g key={key} />
                )
              }
            />
          </ComposedChart>
        </ResponsiveContainer>
      </div>
      {gaps > 0 && (
        <Typography variant="caption" color="textSecondary" component="p">
          {formatCounted(gaps, 'run')} could not judge it and left a gap.
        </Typography>
      )}
    </>
  );
}
