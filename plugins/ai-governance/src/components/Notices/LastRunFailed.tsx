import { WarningPanel } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import type { RunStatus } from '@ai-governance/plugin-ai-governance-common';
import { formatInstant, formatRelative } from '../../format';

/** Properties of {@link LastRunFailed}. */
export interface LastRunFailedProps {
  run: RunStatus;
  /** Whether older results are shown below. */
  hasResults: boolean;
}

/** That the last run failed, why and when; older results stay valid for their time. */
export function LastRunFailed(props: LastRunFailedProps) {
  const { run, hasResults } = props;
  const at = run.finishedAt ?? run.startedAt ?? run.createdAt;
  return (
    <WarningPanel
      severity="error"
      defaultExpanded
      title={`The last run failed ${formatRelative(at)} (${formatInstant(at)})`}
    >
      <Typography variant="body2" component="p" gutterBottom>
        <strong>{run.error?.name ?? 'Error'}:</strong>{' '}
        {run.error?.message ?? 'no reason was recorded'}
      </Typography>
      <Typography variant="body2" component="p">
        {hasResults
          ? 'What you see below is from the last run that succeeded.'
          : 'Nothing has been measured on this endpoint yet.'}{' '}
        The next run tries again, and nothing that was read is lost.
      </Typography>
    </WarningPanel>
  );
}
