import { WarningPanel } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import type { RunStatus } from '@ai-governance/plugin-ai-governance-common';
import { formatInstant, formatRelative } from '../../format';

/** Properties of {@link LastRunFailed}. */
export interface LastRunFailedProps {
  run: RunStatus;
  /** When what is shown below was measured, ISO instant; null when there is nothing. */
  measuredAt: string | null;
}

/** That the last run failed, why and when; what was measured before stays valid for its time. */
export function LastRunFailed(props: LastRunFailedProps) {
  const { run, measuredAt } = props;
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
        {measuredAt
          ? `Below is what was last measured, ${formatInstant(measuredAt)}.`
          : 'Nothing has been measured on this endpoint yet.'}{' '}
        The next run tries again, and nothing that was read is lost.
      </Typography>
    </WarningPanel>
  );
}
