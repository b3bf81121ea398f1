import Typography from '@material-ui/core/Typography';
import type {
  DriftWindow,
  LabelCoverage,
  ModelDetail,
} from '@ai-governance/plugin-ai-governance-common';
import { describeWindow, formatInstant, formatRelative } from '../../format';
import { describeCoverage } from '../../outcomes';

/** Which decisions were assessed, when, how many of them have labels, and since when something is wrong. */
export function RunFacts(props: {
  model: ModelDetail;
  run: {
    createdAt: string;
    window: DriftWindow | null;
    labels: LabelCoverage;
  };
  /** ISO instant; null when nothing is wrong. */
  openSince: string | null;
}) {
  const { model, run, openSince } = props;
  return (
    <>
      {openSince && (
        <Typography variant="body2" component="p">
          <strong>Open since:</strong> {formatInstant(openSince)} (
          {formatRelative(openSince)}).
        </Typography>
      )}
      <Typography variant="body2" component="p">
        <strong>Assessed:</strong>{' '}
        {run.window ? `${describeWindow(run.window)}.` : 'no decisions yet.'}
      </Typography>
      <Typography variant="body2" component="p">
        <strong>Labels:</strong> {describeCoverage(run.labels)}
      </Typography>
      <Typography variant="body2" component="p">
        <strong>Measured:</strong> {formatInstant(run.createdAt)} (
        {formatRelative(run.createdAt)}).{' '}
        {model.nextRunAt
          ? `Next run ${formatInstant(model.nextRunAt)}.`
          : 'No further run is planned.'}
      </Typography>
    </>
  );
}
