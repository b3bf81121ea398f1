import Typography from '@material-ui/core/Typography';
import type {
  DriftRun,
  ModelDetail,
} from '@ai-governance/plugin-ai-governance-common';
import { describeBaseline, describeWindow, formatDuration } from '../../format';

/** Which stretch of time was compared with which, in words. */
export function ComparisonLine(props: { model: ModelDetail; run: DriftRun }) {
  const { model, run } = props;
  const { baseline, current } = run;
  const settings = model.monitor?.settings;
  const window = settings
    ? `last ${formatDuration(settings.comparisonWindow)}`
    : 'current window';
  return (
    <Typography variant="body2" component="p">
      <strong>Compared:</strong> {window} (
      {current ? describeWindow(current) : 'no rows yet'}) against{' '}
      {describeBaseline(settings?.baseline ?? null)} (
      {baseline ? describeWindow(baseline) : 'not complete yet'}).
    </Typography>
  );
}
