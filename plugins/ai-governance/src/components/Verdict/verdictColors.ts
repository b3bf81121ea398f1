import type { Verdict } from '@ai-governance/plugin-ai-governance-common';
import { alpha, darken, useTheme } from '@material-ui/core/styles';
import type { Theme } from '@material-ui/core/styles';

/** Colours of one verdict. */
export interface VerdictColors {
  /** Of icons, lines and words: stands out from the background by at least 3 to 1. */
  strong: string;
  /** Of the area behind a headline. */
  tint: string;
}

/** Colours of every verdict in a theme. They never speak alone: a word or a shape says the same. */
export function verdictColors(theme: Theme): Record<Verdict, VerdictColors> {
  const { success, warning, error, text, type } = theme.palette;
  const dark = type === 'dark';
  const of = (strong: string, tint = 0.1): VerdictColors => ({
    strong,
    tint: alpha(strong, dark ? tint * 1.6 : tint),
  });
  return {
    pass: of(dark ? success.light : darken(success.dark, 0.2)),
    warn: of(dark ? warning.light : darken(warning.dark, 0.25)),
    fail: of(dark ? error.light : error.dark),
    'insufficient-data': of(text.secondary, 0.06),
    error: of(text.secondary, 0.06),
  };
}

/** Colours of every verdict in the current theme. */
export function useVerdictColors(): Record<Verdict, VerdictColors> {
  return verdictColors(useTheme());
}
