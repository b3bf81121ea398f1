import { alpha, useTheme } from '@material-ui/core/styles';

/** Colours and sizes of a chart, taken from the portal's theme because SVG attributes know no CSS theme. */
export interface ChartStyle {
  /** The current window, or the measured line. */
  current: string;
  /** The baseline. */
  baseline: string;
  /** Uncertainty around a line. */
  band: string;
  /** The limit that a line is held against. */
  limit: string;
  /** A stretch of time that deserves a look. */
  highlight: string;
  /** A moment at which something happened. */
  event: string;
  grid: string;
  axis: { stroke: string; tick: { fill: string; fontSize: number } };
}

/** Chart colours of the current theme. */
export function useChartStyle(): ChartStyle {
  const { palette } = useTheme();
  const dark = palette.type === 'dark';
  return {
    current: palette.primary.main,
    baseline: dark ? palette.grey[500] : palette.grey[400],
    band: alpha(palette.primary.main, 0.2),
    limit: palette.text.primary,
    highlight: alpha(palette.warning.main, dark ? 0.35 : 0.3),
    event: palette.text.secondary,
    grid: palette.divider,
    axis: {
      stroke: palette.divider,
      tick: { fill: palette.text.secondary, fontSize: 12 },
    },
  };
}
