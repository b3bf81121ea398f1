import { useTheme } from '@material-ui/core/styles';
import type { DriftHistoryPoint } from '@ai-governance/plugin-ai-governance-common';
import { METHODS, NO_VALUE, formatEffect } from '../../format';
import { useVerdictColors } from '../Verdict';

const WIDTH = 80;
const HEIGHT = 22;
/** Points drawn at most: one per pixel or two is all that can be seen. */
const MAX_POINTS = 56;

/** Properties of {@link Sparkline}. */
export interface SparklineProps {
  column: string;
  /** History by one method, oldest first. */
  points: DriftHistoryPoint[];
}

/** Thins a series to its largest value per stretch, so that peaks survive. */
function thin(points: DriftHistoryPoint[]): DriftHistoryPoint[] {
  if (points.length <= MAX_POINTS) {
    return points;
  }
  const stretch = points.length / MAX_POINTS;
  return Array.from({ length: MAX_POINTS }, (_, index) =>
    points
      .slice(Math.floor(index * stretch), Math.floor((index + 1) * stretch))
      .reduce((a, b) => ((b.effectSize ?? -1) > (a.effectSize ?? -1) ? b : a)),
  );
}

/** Effect size over time in a table cell, with its limit. */
export function Sparkline(props: SparklineProps) {
  const { palette } = useTheme();
  const colors = useVerdictColors();
  const measured = props.points.filter(point => point.effectSize !== null);
  if (measured.length < 2) {
    return <>{NO_VALUE}</>;
  }
  const points = thin(measured);
  const first = points[0];
  const last = points[points.length - 1];
  const start = Date.parse(first.at);
  const length = Date.parse(last.at) - start || 1;
  const top = Math.max(
    ...points.map(point => Math.max(point.effectSize ?? 0, point.threshold)),
  );
  const x = (point: DriftHistoryPoint) =>
    2 + ((Date.parse(point.at) - start) / length) * (WIDTH - 6);
  const y = (value: number) =>
    HEIGHT - 2 - (top > 0 ? value / top : 0) * (HEIGHT - 4);
  const path = points
    .map(
      point => `${x(point).toFixed(1)},${y(point.effectSize ?? 0).toFixed(1)}`,
    )
    .join(' ');
  const symbol = METHODS[last.method].symbol;
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={`${symbol} of ${props.column} went from ${formatEffect(
        first.effectSize,
      )} to ${formatEffect(last.effectSize)}, limit ${formatEffect(
        last.threshold,
      )}`}
    >
      <line
        x1={0}
        x2={WIDTH}
        y1={y(last.threshold)}
        y2={y(last.threshold)}
        stroke={palette.text.secondary}
        strokeDasharray="3 3"
        strokeWidth={1}
      />
      <polyline
        points={path}
        fill="none"
        stroke={palette.primary.main}
        strokeWidth={1.5}
      />
      <circle
        cx={x(last)}
        cy={y(last.effectSize ?? 0)}
        r={2.5}
        fill={colors[last.verdict].strong}
      />
    </svg>
  );
}
