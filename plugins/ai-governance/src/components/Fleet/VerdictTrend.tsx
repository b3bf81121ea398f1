import type { Verdict } from '@ai-governance/plugin-ai-governance-common';
import { useTheme } from '@material-ui/core/styles';
import { DAY, VERDICT_WORDS, formatDay } from '../../format';
import { useVerdictColors } from '../Verdict';

const BAR = 5;
const GAP = 1.5;
const HEIGHT = 22;

/** Height of a verdict's bar: a graver one is taller, so that colour is not needed to read it. */
const HEIGHTS: Record<Verdict, number> = {
  pass: 6,
  'insufficient-data': 6,
  error: 10,
  warn: 14,
  fail: HEIGHT,
};

/** Stretches of the same verdict in words: `9 days no drift, 5 days drift`. */
export function describeVerdicts(trend: readonly (Verdict | null)[]): string {
  const stretches: { word: string; days: number }[] = [];
  for (const verdict of trend) {
    const word =
      verdict === null
        ? 'no run'
        : VERDICT_WORDS[verdict].toLocaleLowerCase('en');
    const last = stretches[stretches.length - 1];
    if (last?.word === word) {
      last.days += 1;
    } else {
      stretches.push({ word, days: 1 });
    }
  }
  return stretches
    .map(({ word, days }) => `${days} ${days === 1 ? 'day' : 'days'} ${word}`)
    .join(', ');
}

/** Properties of {@link VerdictTrend}. */
export interface VerdictTrendProps {
  /** Verdict of each UTC day, oldest first; the last one is today. */
  trend: readonly (Verdict | null)[];
  now?: number;
}

/** The verdicts of the last days, one bar for each. */
export function VerdictTrend(props: VerdictTrendProps) {
  const { trend, now = Date.now() } = props;
  const { palette } = useTheme();
  const colors = useVerdictColors();
  const width = trend.length * (BAR + GAP);
  return (
    <svg
      width={width}
      height={HEIGHT}
      role="img"
      aria-label={`Last ${trend.length} days (UTC): ${describeVerdicts(trend)}`}
    >
      {trend.map((verdict, index) => {
        const day = now - (trend.length - 1 - index) * DAY;
        const height = verdict === null ? 2 : HEIGHTS[verdict];
        const hollow = verdict === 'insufficient-data' || verdict === 'error';
        const color =
          verdict === null ? palette.divider : colors[verdict].strong;
        return (
          <rect
            key={day}
            x={index * (BAR + GAP) + 0.5}
            y={HEIGHT - height + (hollow ? 0.5 : 0)}
            width={hollow ? BAR - 1 : BAR}
            height={hollow ? height - 1 : height}
            fill={hollow ? 'none' : color}
            stroke={hollow ? color : 'none'}
            opacity={verdict === 'pass' ? 0.65 : 1}
          >
            <title>
              {formatDay(day, now)}:{' '}
              {verdict === null ? 'no run' : VERDICT_WORDS[verdict]}
            </title>
          </rect>
        );
      })}
    </svg>
  );
}
