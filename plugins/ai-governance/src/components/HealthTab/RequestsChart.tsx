import Typography from '@material-ui/core/Typography';
import type { LogGap } from '@ai-governance/plugin-ai-governance-common';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  ReferenceArea,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatCount, formatInstant, formatShare } from '../../format';
import type { HealthDatum } from '../../health';
import { Legend, SquareMark, TooltipCard } from '../Chart';
import { useVerdictColors } from '../Verdict';
import { useHourAxes } from './useHourAxes';

const HOUR = 3_600_000;

/** Properties of {@link RequestsChart}. */
export interface RequestsChartProps {
  variant: string;
  /** At least one hour. */
  data: HealthDatum[];
  /** Hours without logs. */
  gaps: LogGap[];
  /** The chart in a sentence. */
  summary: string;
}

function HourTooltip(props: { datum: HealthDatum }) {
  const { datum } = props;
  const line = (name: string, count: number | null) =>
    count === null
      ? `${name}: not measured`
      : `${name}: ${formatCount(count)}${
          datum.invocations ? ` (${formatShare(count, datum.invocations)})` : ''
        }`;
  return (
    <TooltipCard
      title={`${formatInstant(datum.time)} – ${formatInstant(
        datum.time + HOUR,
      )}`}
    >
      {[
        datum.invocations === null
          ? 'requests: not measured'
          : `requests: ${formatCount(datum.invocations)}`,
        line('4xx', datum.errors4xx),
        line('5xx', datum.errors5xx),
        line('errors of the model', datum.modelErrors),
      ].map(text => (
        <Typography key={text} variant="body2" component="p">
          {text}
        </Typography>
      ))}
    </TooltipCard>
  );
}

/** Requests of each hour by how they were answered, with the hours of which there are no logs. */
export function RequestsChart(props: RequestsChartProps) {
  const { variant, data, gaps, summary } = props;
  const { style, hours } = useHourAxes(data);
  const verdicts = useVerdictColors();
  const series = [
    {
      key: 'answered',
      color: style.current,
      opacity: 0.45,
      text: 'answered well',
    },
    {
      key: 'errors4xx',
      color: verdicts.warn.strong,
      opacity: 1,
      text: '4xx: request refused',
    },
    {
      key: 'errors5xx',
      color: verdicts.fail.strong,
      opacity: 1,
      text: '5xx: endpoint failed',
    },
  ] as const;
  return (
    <>
      <Legend
        items={[
          ...series.map(({ key, color, text }) => ({
            key,
            mark: <SquareMark color={color} />,
            text,
          })),
          ...(gaps.length > 0
            ? [
                {
                  key: 'gaps',
                  mark: <SquareMark color={style.highlight} />,
                  text: 'requests without logs',
                },
              ]
            : []),
        ]}
      />
      <div
        role="img"
        aria-label={`Requests per hour of ${variant}. ${summary}`}
      >
        <ResponsiveContainer width="100%" height={260}>
          <ComposedChart
            data={data}
            margin={{ top: 8, right: 16, bottom: 20, left: 0 }}
            accessibilityLayer={false}
          >
            <CartesianGrid stroke={style.grid} vertical={false} />
            <XAxis {...hours} />
            <YAxis
              width={60}
              domain={[0, 'auto']}
              tickFormatter={(value: number) => formatCount(value)}
              {...style.axis}
            />
            <Tooltip
              isAnimationActive={false}
              content={({ active, payload }) => {
                const datum = payload?.[0]?.payload as HealthDatum | undefined;
                return active && datum ? <HourTooltip datum={datum} /> : null;
              }}
            />
            {gaps.map(gap => (
              <ReferenceArea
                key={gap.from}
                x1={Date.parse(gap.from)}
                x2={Date.parse(gap.to)}
                fill={style.highlight}
                stroke={style.highlight}
                ifOverflow="hidden"
              />
            ))}
            {series.map(({ key, color, opacity }) => (
              <Area
                key={key}
                dataKey={key}
                stackId="requests"
                type="stepAfter"
                // A line on top would be as red with one error as with a thousand.
                stroke="none"
                fill={color}
                fillOpacity={opacity}
                isAnimationActive={false}
                activeDot={false}
              />
            ))}
          </ComposedChart>
        </ResponsiveContainer>
      </div>
    </>
  );
}
