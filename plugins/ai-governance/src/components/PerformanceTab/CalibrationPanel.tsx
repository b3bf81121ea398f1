import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  CartesianGrid,
  ErrorBar,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { CalibrationPoint } from '@ai-governance/plugin-ai-governance-statistics';
import { formatCount, formatCounted } from '../../format';
import { formatConfidence, formatInterval, formatRate } from '../../outcomes';
import { Legend, LineMark, TooltipCard, useChartStyle } from '../Chart';
import { ScrollTable } from '../Outcomes';
import { Section } from '../Section';

const useStyles = makeStyles(
  { number: { whiteSpace: 'nowrap' } },
  { name: 'AiGovernanceCalibrationPanel' },
);

const TICKS = [0, 0.25, 0.5, 0.75, 1];

interface Datum {
  x: number;
  y: number;
  /** Distances from the value to the ends of its interval. */
  whiskers: [number, number];
  point: CalibrationPoint;
}

/** The curve in a sentence, for those who do not see it. */
export function describeCalibration(points: CalibrationPoint[]): string {
  const off = points.filter(
    ({ meanScore, observed }) =>
      meanScore < observed.lower || meanScore > observed.upper,
  );
  return off.length === 0
    ? `All ${formatCounted(
        points.length,
        'point',
      )} of the curve agree with the diagonal within their intervals.`
    : `${formatCounted(off.length, 'point')} of ${
        points.length
      } lie off the diagonal by more than their interval, the first at score ${off[0].meanScore.toFixed(
        2,
      )}, where ${formatRate(off[0].observed.value)} turned out positive.`;
}

/** Whether a score of 30 % turns out positive 30 times of 100. */
export function CalibrationPanel(props: {
  points: CalibrationPoint[];
  confidence: number;
}) {
  const { points, confidence } = props;
  const classes = useStyles();
  const style = useChartStyle();
  const data = points.map(
    (point): Datum => ({
      x: point.meanScore,
      y: point.observed.value,
      whiskers: [
        point.observed.value - point.observed.lower,
        point.observed.upper - point.observed.value,
      ],
      point,
    }),
  );
  const summary = describeCalibration(points);
  const axis = {
    type: 'number' as const,
    domain: [0, 1],
    ticks: TICKS,
    tickFormatter: (share: number) => `${Math.round(100 * share)} %`,
    ...style.axis,
  };
  const label = (value: string) => ({
    value,
    position: 'insideBottom' as const,
    offset: -14,
    fill: style.axis.tick.fill,
    fontSize: 12,
  });
  return (
    <Section
      title="Calibration"
      subtitle={`${summary} Intervals hold together with ${formatConfidence(
        confidence,
      )}.`}
    >
      <Legend
        items={[
          {
            key: 'observed',
            mark: <LineMark color={style.current} />,
            text: 'share that turned out positive, with interval',
          },
          {
            key: 'ideal',
            mark: <LineMark color={style.limit} dashed />,
            text: 'what the score promises',
          },
        ]}
      />
      <div role="img" aria-label={`Calibration curve. ${summary}`}>
        <ResponsiveContainer width="100%" height={300}>
          <ScatterChart
            margin={{ top: 8, right: 16, bottom: 20, left: 0 }}
            accessibilityLayer={false}
          >
            <CartesianGrid stroke={style.grid} />
            <XAxis dataKey="x" label={label('mean score')} {...axis} />
            <YAxis dataKey="y" width={60} {...axis} />
            <Tooltip
              isAnimationActive={false}
              content={({ active, payload }) => {
                const datum = payload?.[0]?.payload as Datum | undefined;
                return active && datum ? (
                  <TooltipCard title={`Mean score ${formatRate(datum.x)}`}>
                    <Typography variant="body2" component="p">
                      {formatRate(datum.y)} turned out positive (
                      {formatInterval(
                        datum.point.observed,
                        confidence,
                        formatRate,
                      )}
                      )
                    </Typography>
                    <Typography variant="body2" component="p">
                      n = {formatCounted(datum.point.n, 'labelled row')}
                    </Typography>
                  </TooltipCard>
                ) : null;
              }}
            />
            <ReferenceLine
              segment={[
                { x: 0, y: 0 },
                { x: 1, y: 1 },
              ]}
              stroke={style.limit}
              strokeDasharray="6 4"
            />
            <Scatter
              data={data}
              fill={style.current}
              line={{ stroke: style.current, strokeWidth: 1.5 }}
              isAnimationActive={false}
            >
              <ErrorBar
                dataKey="whiskers"
                direction="y"
                width={5}
                stroke={style.current}
                isAnimationActive={false}
              />
            </Scatter>
          </ScatterChart>
        </ResponsiveContainer>
      </div>
      <ScrollTable label="Points of the calibration curve">
        <TableHead>
          <TableRow>
            <TableCell>Scores</TableCell>
            <TableCell>Mean</TableCell>
            <TableCell>Positive</TableCell>
            <TableCell>Interval</TableCell>
            <TableCell>n</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {points.map(({ from, to, meanScore, observed, n }) => (
            <TableRow key={from}>
              <TableCell
                component="th"
                scope="row"
                role="rowheader"
                className={classes.number}
              >
                {from.toFixed(2)} to {to.toFixed(2)}
              </TableCell>
              <TableCell>{meanScore.toFixed(3)}</TableCell>
              <TableCell className={classes.number}>
                {formatRate(observed.value)}
              </TableCell>
              <TableCell className={classes.number}>
                {formatRate(observed.lower)} to {formatRate(observed.upper)}
              </TableCell>
              <TableCell>{formatCount(n)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </ScrollTable>
    </Section>
  );
}
