import type { ComponentType } from 'react';
import type { Verdict } from '@ai-governance/plugin-ai-governance-common';
import type { SvgIconProps } from '@material-ui/core/SvgIcon';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import ErrorIcon from '@material-ui/icons/Error';
import HourglassEmptyIcon from '@material-ui/icons/HourglassEmpty';
import SyncProblemIcon from '@material-ui/icons/SyncProblem';
import WarningIcon from '@material-ui/icons/Warning';
import { useVerdictColors } from './verdictColors';

const ICONS: Record<Verdict, ComponentType<SvgIconProps>> = {
  pass: CheckCircleIcon,
  warn: WarningIcon,
  fail: ErrorIcon,
  'insufficient-data': HourglassEmptyIcon,
  error: SyncProblemIcon,
};

/** The shape that stands for a verdict, in its colour; the word beside it is said by the caller. */
export function VerdictIcon(props: {
  verdict: Verdict;
  fontSize?: SvgIconProps['fontSize'];
}) {
  const Icon = ICONS[props.verdict];
  const colors = useVerdictColors();
  return (
    <Icon
      aria-hidden
      fontSize={props.fontSize ?? 'small'}
      style={{ color: colors[props.verdict].strong }}
    />
  );
}
