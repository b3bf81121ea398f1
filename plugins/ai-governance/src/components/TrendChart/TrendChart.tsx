import Typography from '@material-ui/core/Typography';
import type {
  DriftHistoryPoint,
  DriftMethod,
  DriftOnset,
  ModelEvent,
  Verdict,
} from '@ai-governance/plugin-ai-governance-common';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import {
  DAY,
  METHODS,
  VERDICT_WORDS,
  formatCounted,
  formatDay,
} from '../../format';
import {
  Legend,
  LineMark,
  MomentMark,
  SquareMark,
  useChartStyle,
} from '../Chart';
import { PointTooltip } from './PointTooltip';
import { toDatum } from './datum';
import type { Datum } from './datum';
import { describeTrend } from './describeTrend';
import { VerdictDot } from './VerdictDot';

/** About how many points get a mark; the line says the rest. */
const MARKS = 40;

/** Ticks at UTC midnights, at most about seven. */
function dayTicks(from: number, to: number): number[] {
  const step = Math.max(1, Math.ceil((to - from) / DAY / 7)) * DAY;
  const ticks = [];
  for (let tick = Math.ceil(from / DAY) * DAY; tick <= to; tick += step) {
    ticks.push(tick);
  }
  return ticks;
}

/** Properties of {@link TrendChart}. */
export interface TrendChartProps {
  column: string;
  method: DriftMethod;
  /** History of the column by this method, oldest first. */
  points: DriftHistoryPoint[];
  /** Since when the column has been different; null when unknown. */
  onset: DriftOnset | null;
  /** What happened to the endpoint. */
  events: ModelEvent[];
}

/** Effect size of one column over time, with the limit it was held against and how sure the number is. */
export function TrendChart(props: TrendChartProps) {
  const { column, method, points, onset, events } = props;
  const style = useChartStyle();
  if (points.length === 0) {
    return (
      <Typography variant="body2" color="textSecondary">
        No history by this test in this period.
      </Typography>
    );
  }
  const data = points.map(toDatum);
  const from = data[0].time;
  const to = data[data.length - 1].time;
  const unmeasured = data.filter(datum => datum.effectSize === null).length;
  const hasBand = data.some(datum => (datum.errorBound ?? 0) > 0.0005);
  const verdicts = (Object.keys(VERDICT_WORDS) as Verdict[]).filter(verdict =>
    data.some(datum => datum.verdict === verdict && datum.effectSize !== null),
  );
  const shownEvents = events
    .map(event => ({ ...event, time: Date.parse(event.at) }))
    .filter(event => event.time >= from && event.time <= to);
  const step = Math.ceil(data.length / MARKS);
  const isMarked = (index: number) =>
    index % step === 0 ||
    index === data.length - 1 ||
    data[index].verdict !== data[index - 1].verdict;

  return (
    <>
      <Legend
        items={[
          {
            key: 'effect',
            mark: <LineMark color={style.current} />,
            text: METHODS[method].effect,
          },
          ...(hasBand
            ? [
                {
                  key: 'band',
                  mark: <SquareMark color={style.band} />,
                  text: 'may be as high as',
                },
              ]
            : []),
          {
            key: 'limit',
            mark: <LineMark color={style.limit} dashed />,
            text: 'limit',
          },
          ...(onset
            ? [
                {
                  key: 'onset',
                  mark: <SquareMark color={style.highlight} />,
                  text: 'began to differ',
                },
              ]
            : []),
          ...(shownEvents.length > 0
            ? [
                {
                  key: 'events',
                  mark: <MomentMark color={style.event} />,
                  text: shownEvents.map(event => event.title).join(', '),
                },
              ]
            : []),
          ...verdicts.map(verdict => ({
            key: verdict,
            mark: (
              <svg width={12} height={12} aria-hidden>
                <VerdictDot cx={6} cy={6} verdict={verdict} />
              </svg>
            ),
            text: VERDICT_WORDS[verdict].toLocaleLowerCase('en'),
          })),
        ]}
      />
      <div
        role="img"
        aria-label={`${
          METHODS[method].name
        } of ${column} over time. ${describeTrend(points)}`}
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
              ticks={dayTicks(from, to)}
              tickFormatter={(time: number) => formatDay(time)}
              label={{
                value: 'end of the compared window (UTC)',
                position: 'insideBottom',
                offset: -14,
                fill: style.axis.tick.fill,
                fontSize: 12,
              }}
              {...style.axis}
            />
            <YAxis
              width={44}
              domain={[0, 'auto']}
              tickFormatter={(value: number) =>
                String(Number(value.toFixed(3)))
              }
              {...style.axis}
            />
            <Tooltip
              isAnimationActive={false}
              content={({ active, payload }) => {
                const datum = payload?.[0]?.payload as Datum | undefined;
                return active && datum ? <PointTooltip datum={datum} /> : null;
              }}
            />
            {onset && (
              <ReferenceArea
                x1={Date.parse(onset.earliest)}
                x2={Date.parse(onset.latest)}
                fill={style.highlight}
                stroke={style.highlight}
                strokeWidth={3}
                ifOverflow="hidden"
              />
            )}
            {shownEvents.map(event => (
              <ReferenceLine
                key={`${event.at}/${event.title}`}
                x={event.time}
                stroke={style.event}
                strokeWidth={1.5}
              />
            ))}
            <Area
              dataKey="band"
              stroke="none"
              fill={style.band}
              fillOpacity={1}
              isAnimationActive={false}
              activeDot={false}
            />
            <Line
              dataKey="threshold"
              type="stepAfter"
              stroke={style.limit}
              strokeWidth={1.5}
              strokeDasharray="6 4"
              dot={false}
              activeDot={false}
              isAnimationActive={false}
            />
            <Line
              dataKey="effectSize"
              stroke={style.current}
              strokeWidth={2}
              isAnimationActive={false}
              dot={({ key, cx, cy, index, payload }) =>
                isMarked(index) ? (
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
      {unmeasured > 0 && (
        <Typography variant="caption" color="textSecondary" component="p">
          {formatCounted(unmeasured, 'run')} could not measure it and left a
          gap.
        </Typography>
      )}
    </>
  );
}
