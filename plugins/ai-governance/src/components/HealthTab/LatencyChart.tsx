import Typography from '@material-ui/core/Typography';
import {
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import {
  formatCount,
  formatInstant,
  formatLatency,
  formatNumber,
} from '../../format';
import type { HealthDatum } from '../../health';
import { Legend, LineMark, TooltipCard } from '../Chart';
import { useVerdictColors } from '../Verdict';
import { useHourAxes } from './useHourAxes';

/** Properties of {@link LatencyChart}. */
export interface LatencyChartProps {
  variant: string;
  /** At least one hour. */
  data: HealthDatum[];
}

const QUANTILES = [
  { key: 'p50', text: 'p50: half of the requests are faster' },
  { key: 'p95', text: 'p95: 95 of 100 are faster' },
  { key: 'p99', text: 'p99: 99 of 100 are faster' },
] as const;

/** The chart in a sentence. */
function describeLatency(data: HealthDatum[]): string {
  const measured = data.filter(({ p95 }) => p95 !== null);
  const last = measured[measured.length - 1];
  if (!last) {
    return 'No latency was measured.';
  }
  const worst = measured.reduce((a, b) =>
    (b.p95 ?? 0) > (a.p95 ?? 0) ? b : a,
  );
  return `${measured.length} measured hours. Last p50 ${formatLatency(
    last.p50,
  )}, p95 ${formatLatency(last.p95)}, p99 ${formatLatency(
    last.p99,
  )}; highest p95 ${formatLatency(worst.p95)} in the hour of ${formatInstant(
    worst.time,
  )}.`;
}

function HourTooltip(props: { datum: HealthDatum }) {
  const { datum } = props;
  return (
    <TooltipCard title={formatInstant(datum.time)}>
      {QUANTILES.map(({ key }) => (
        <Typography key={key} variant="body2" component="p">
          {key}: {formatLatency(datum[key])}
        </Typography>
      ))}
      {datum.invocations !== null && (
        <Typography variant="body2" component="p">
          n = {formatCount(datum.invocations)} requests
        </Typography>
      )}
    </TooltipCard>
  );
}

/** How long answers took in each hour. */
export function LatencyChart(props: LatencyChartProps) {
  const { variant, data } = props;
  const { style, hours } = useHourAxes(data);
  const verdicts = useVerdictColors();
  const lines = {
    p50: { color: style.current, dash: undefined },
    p95: { color: verdicts.warn.strong, dash: undefined },
    p99: { color: verdicts.fail.strong, dash: '5 3' },
  };
  const summary = describeLatency(data);
  return (
    <>
      <Legend
        items={QUANTILES.map(({ key, text }) => ({
          key,
          mark: (
            <LineMark
              color={lines[key].color}
              dashed={lines[key].dash !== undefined}
            />
          ),
          text,
        }))}
      />
      <div role="img" aria-label={`Latency of ${variant}. ${summary}`}>
        <ResponsiveContainer width="100%" height={260}>
          <LineChart
            data={data}
            margin={{ top: 8, right: 16, bottom: 20, left: 0 }}
            accessibilityLayer={false}
          >
            <CartesianGrid stroke={style.grid} vertical={false} />
            <XAxis {...hours} />
            <YAxis
              width={60}
              domain={[0, 'auto']}
              unit=" ms"
              tickFormatter={(value: number) => formatNumber(value)}
              {...style.axis}
            />
            <Tooltip
              isAnimationActive={false}
              content={({ active, payload }) => {
                const datum = payload?.[0]?.payload as HealthDatum | undefined;
                return active && datum ? <HourTooltip datum={datum} /> : null;
              }}
            />
            {QUANTILES.map(({ key }) => (
              <Line
                key={key}
                dataKey={key}
                stroke={lines[key].color}
                strokeDasharray={lines[key].dash}
                strokeWidth={1.75}
                dot={false}
                isAnimationActive={false}
              />
            ))}
          </LineChart>
        </ResponsiveContainer>
      </div>
    </>
  );
}
