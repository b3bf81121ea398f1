import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import type { AlertSummary } from '@ai-governance/plugin-ai-governance-common';
import { formatCount, formatCounted } from '../../format';

/** The firing alerts in a sentence: `12 alerts fire: 8 that nobody has taken on, 3 held back.` */
export function describeAlerts(summary: AlertSummary): string {
  const { firing, unacknowledged, suppressed } = summary;
  if (firing === 0) {
    return 'Nothing fires.';
  }
  const subject = `${formatCounted(firing, 'alert')} ${
    firing === 1 ? 'fires' : 'fire'
  }`;
  const parts = [
    unacknowledged === 0
      ? 'somebody has taken on each of them'
      : `${formatCount(unacknowledged)} that nobody has taken on`,
    ...(suppressed > 0 ? [`${formatCount(suppressed)} held back`] : []),
  ];
  return `${subject}: ${parts.join(', ')}.`;
}

/** The firing alerts at a glance. */
export function AlertsHeadline(props: { summary: AlertSummary | undefined }) {
  return props.summary ? (
    <Typography component="h1" variant="h4">
      {describeAlerts(props.summary)}
    </Typography>
  ) : (
    <Skeleton width="60%" height={40} />
  );
}
