import type { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import type {
  DriftRun,
  ModelDetail,
} from '@ai-governance/plugin-ai-governance-common';
import {
  describeBaseline,
  describeWindow,
  formatCounted,
  formatDuration,
} from '../../format';

/** What the current window was compared with, in words. */
function describeReference(model: ModelDetail, run: DriftRun): string {
  const { baseline, baselineUpload } = run;
  if (!baseline && baselineUpload) {
    const { label, rows } = baselineUpload;
    return `uploaded reference ${label}, ${formatCounted(rows, 'row')}`;
  }
  const settings = model.monitor?.settings;
  // Another baseline may have been chosen since.
  const stillChosen = settings?.baselineVersion === run.baselineVersion;
  const words = describeBaseline(
    settings && stillChosen ? settings.baseline : null,
  );
  return `${words} (${
    baseline ? describeWindow(baseline) : 'not complete yet'
  })`;
}

/**
 * Which stretch of time was compared with which, in words.
 * @param props - `children`: what can be done about it, behind the sentence
 */
export function ComparisonLine(props: {
  model: ModelDetail;
  run: DriftRun;
  children?: ReactNode;
}) {
  const { model, run } = props;
  const { current } = run;
  const settings = model.monitor?.settings;
  const window = settings
    ? `last ${formatDuration(settings.comparisonWindow)}`
    : 'current window';
  return (
    <Typography variant="body2" component="div">
      <strong>Compared:</strong> {window} (
      {current ? describeWindow(current) : 'no rows yet'}) against{' '}
      {describeReference(model, run)}. {props.children}
    </Typography>
  );
}
