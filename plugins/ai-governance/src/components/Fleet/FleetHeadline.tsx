import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import type { FleetSummary } from '@ai-governance/plugin-ai-governance-common';
import { formatCount, formatCounted, formatInstant } from '../../format';

/** The state of the fleet in a sentence: `412 of 10 000 endpoints drift, 200 are unhealthy.` */
export function describeFleet(summary: FleetSummary): string {
  const { total, verdicts, health } = summary;
  const drifting = verdicts.fail;
  const judged = total - verdicts.none;
  if (total === 0) {
    return 'No endpoint to count.';
  }
  if (judged === 0) {
    return `None of ${formatCounted(total, 'endpoint')} has been measured yet.`;
  }
  const drift =
    drifting === 0
      ? `None of ${formatCounted(judged, 'measured endpoint')} drifts`
      : `${formatCount(drifting)} of ${formatCounted(total, 'endpoint')} ${
          drifting === 1 ? 'drifts' : 'drift'
        }`;
  const unhealthy = health.unhealthy;
  return `${drift}, ${unhealthy === 0 ? 'none' : formatCount(unhealthy)} ${
    unhealthy === 1 || unhealthy === 0 ? 'is' : 'are'
  } unhealthy.`;
}

/** The state of the fleet at a glance. */
export function FleetHeadline(props: { summary: FleetSummary | undefined }) {
  const { summary } = props;
  if (!summary) {
    return <Skeleton width="60%" height={40} />;
  }
  return (
    <div>
      <Typography component="h1" variant="h4">
        {describeFleet(summary)}
      </Typography>
      <Typography variant="caption" color="textSecondary" component="p">
        Counted {formatInstant(summary.at)}, of the endpoints that you may see.
      </Typography>
    </div>
  );
}
