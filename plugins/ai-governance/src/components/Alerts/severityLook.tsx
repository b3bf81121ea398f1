import type { ComponentType } from 'react';
import type { AlertSeverity } from '@ai-governance/plugin-ai-governance-common';
import type { SvgIconProps } from '@material-ui/core/SvgIcon';
import { alpha, useTheme } from '@material-ui/core/styles';
import ErrorIcon from '@material-ui/icons/Error';
import InfoIcon from '@material-ui/icons/InfoOutlined';
import PriorityHighIcon from '@material-ui/icons/PriorityHigh';
import WarningIcon from '@material-ui/icons/Warning';
import { verdictColors } from '../Verdict';
import type { VerdictColors } from '../Verdict';

/** Shapes of severities: they differ without their colours. */
export const SEVERITY_ICONS: Record<
  AlertSeverity,
  ComponentType<SvgIconProps>
> = {
  critical: ErrorIcon,
  high: PriorityHighIcon,
  medium: WarningIcon,
  low: InfoIcon,
};

/** Between the colours of a failed and a suspicious verdict; 4.5 to 1 on either theme's paper. */
const HIGH = { light: '#b3430f', dark: '#ffab7a' };

/** Colours of every severity in the current theme. They never speak alone. */
export function useSeverityColors(): Record<AlertSeverity, VerdictColors> {
  const theme = useTheme();
  const colors = verdictColors(theme);
  const high = HIGH[theme.palette.type];
  return {
    critical: colors.fail,
    high: { strong: high, tint: alpha(high, 0.13) },
    medium: colors.warn,
    low: colors['insufficient-data'],
  };
}
