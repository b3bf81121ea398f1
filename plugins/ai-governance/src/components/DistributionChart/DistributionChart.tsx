import Typography from '@material-ui/core/Typography';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { useTheme } from '@material-ui/core/styles';
import type {
  ColumnDistribution,
  ColumnSide,
} from '@ai-governance/plugin-ai-governance-common';
import {
  Bar,
  BarChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { distributionBars, largestChange } from '../../drift';
import type { DistributionBar } from '../../drift';
import { formatCount, formatCounted, formatShare } from '../../format';
import { Legend, SquareMark, TooltipCard, useChartStyle } from '../Chart';
import { VisuallyHidden } from '../Section';

function percent(share: number): string {
  return formatShare(share, 1);
}

function describeSide(name: string, side: ColumnSide): string {
  const missing =
    side.missing > 0 ? `, ${formatCount(side.missing)} missing` : '';
  return `${name} (${formatCounted(side.n, 'value')}${missing})`;
}

/** The change that stands out most, in a sentence. */
function headline(bars: DistributionBar[]): string {
  const bar = largestChange(bars);
  if (!bar) {
    return 'The shares are the same in both windows.';
  }
  const rose = bar.currentShare > bar.baselineShare;
  return `Largest change: ${bar.description} ${
    rose ? 'rose' : 'fell'
  } from ${percent(bar.baselineShare)} to ${percent(
    bar.currentShare,
  )} of rows.`;
}

/** Properties of {@link DistributionChart}. */
export interface DistributionChartProps {
  distribution: ColumnDistribution;
  /** Whether there are enough values to speak of a change. */
  judged: boolean;
}

/** How a column's values were spread in the baseline and are now: shares of rows, side by side. */
export function DistributionChart(props: DistributionChartProps) {
  const { distribution } = props;
  const style = useChartStyle();
  const narrow = useMediaQuery(useTheme().breakpoints.down('xs'));
  const bars = distributionBars(distribution, narrow ? 15 : 30);
  const { baseline, current } = distribution;
  if (baseline.n + baseline.missing + current.n + current.missing === 0) {
    return (
      <Typography variant="body2" color="textSecondary">
        No rows in either window.
      </Typography>
    );
  }
  const names = {
    baseline: describeSide('Baseline', baseline),
    current: describeSide('Now', current),
  };
  const numeric = distribution.type === 'numeric';
  const height = numeric ? 280 : Math.max(160, bars.length * 34 + 40);
  return (
    <>
      {props.judged && (
        <Typography variant="body2" gutterBottom>
          {headline(bars)}
        </Typography>
      )}
      <Legend
        items={[
          {
            key: 'baseline',
            mark: <SquareMark color={style.baseline} />,
            text: names.baseline,
          },
          {
            key: 'current',
            mark: <SquareMark color={style.current} />,
            text: names.current,
          },
        ]}
      />
      <div aria-hidden>
        <ResponsiveContainer width="100%" height={height}>
          <BarChart
            data={bars}
            layout={numeric ? 'horizontal' : 'vertical'}
            margin={{ top: 8, right: 16, bottom: 4, left: 0 }}
            barGap={1}
            barCategoryGap={numeric ? '12%' : '24%'}
            accessibilityLayer={false}
          >
            <CartesianGrid
              stroke={style.grid}
              vertical={!numeric}
              horizontal={numeric}
            />
            {numeric ? (
              <>
                <XAxis
                  dataKey="label"
                  interval="preserveStartEnd"
                  minTickGap={4}
                  angle={-35}
                  textAnchor="end"
                  height={76}
                  {...style.axis}
                />
                <YAxis width={48} tickFormatter={percentTick} {...style.axis} />
              </>
            ) : (
              <>
                <XAxis
                  type="number"
                  tickFormatter={percentTick}
                  {...style.axis}
                />
                <YAxis
                  type="category"
                  dataKey="label"
                  width={narrow ? 104 : 152}
                  tickFormatter={label => clamp(label, narrow ? 13 : 20)}
                  interval={0}
                  {...style.axis}
                />
              </>
            )}
            <Tooltip
              isAnimationActive={false}
              cursor={{ fill: style.grid }}
              content={({ active, payload }) => {
                const bar = payload?.[0]?.payload as
                  | DistributionBar
                  | undefined;
                return active && bar ? <BarTooltip bar={bar} /> : null;
              }}
            />
            <Bar
              dataKey="baselineShare"
              fill={style.baseline}
              isAnimationActive={false}
            />
            <Bar
              dataKey="currentShare"
              fill={style.current}
              isAnimationActive={false}
            />
          </BarChart>
        </ResponsiveContainer>
      </div>
      <VisuallyHidden>
        <table>
          <caption>
            Distribution of {distribution.column}: share of rows in the baseline
            and now
          </caption>
          <thead>
            <tr>
              <th scope="col">Value</th>
              <th scope="col">{names.baseline}</th>
              <th scope="col">{names.current}</th>
            </tr>
          </thead>
          <tbody>
            {bars.map((bar, index) => (
              <tr key={index}>
                <th scope="row">{bar.description}</th>
                <td>{percent(bar.baselineShare)}</td>
                <td>{percent(bar.currentShare)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </VisuallyHidden>
      {numeric && (
        <Typography variant="caption" color="textSecondary" component="p">
          Share of rows per range. Ranges are cut so that each holds about as
          many rows: narrow where values crowd, wide in the tails.
        </Typography>
      )}
    </>
  );
}

/** Shortens a category, which comes from outside, to what fits beside a bar. */
function clamp(label: string, length: number): string {
  return label.length > length ? `${label.slice(0, length - 1)}…` : label;
}

function percentTick(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}

function BarTooltip(props: { bar: DistributionBar }) {
  const { bar } = props;
  return (
    <TooltipCard title={bar.description}>
      <Typography variant="body2">
        Baseline: {percent(bar.baselineShare)} (
        {formatCounted(bar.baseline, 'row')})
      </Typography>
      <Typography variant="body2">
        Now: {percent(bar.currentShare)} ({formatCounted(bar.current, 'row')})
      </Typography>
    </TooltipCard>
  );
}
