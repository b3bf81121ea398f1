import Typography from '@material-ui/core/Typography';
import Grid from '@material-ui/core/Grid';
import Skeleton from '@material-ui/lab/Skeleton';
import type { ModelHealth } from '@ai-governance/plugin-ai-governance-common';
import { errorMessage, formatCounted, formatShare } from '../../format';
import { healthData, healthTotals } from '../../health';
import type { HealthTotals } from '../../health';
import type { Resource } from '../../hooks';
import { LatencyChart } from '../HealthTab/LatencyChart';
import { RequestsChart } from '../HealthTab/RequestsChart';
import { Section } from '../Section';

/** What was served in the period, in a sentence. */
function describeService({
  hours,
  invocations,
  errors4xx,
  errors5xx,
}: HealthTotals): string {
  const count = invocations ?? 0;
  const part = (errors: number | null) =>
    errors === null ? 'not measured' : formatShare(errors, count);
  return `n = ${formatCounted(count, 'request')} in ${formatCounted(
    hours,
    'measured hour',
  )}: 4xx ${part(errors4xx)}, 5xx ${part(errors5xx)}.`;
}

/** Latency and errors of the same period, on the same axis of time as the trend above. */
export function ServicePanel(props: {
  health: Resource<ModelHealth>;
  variant: string;
  /** Milliseconds since 1970. */
  period: { from: number; to: number };
}) {
  const { health, variant, period } = props;
  if (!health.value) {
    return (
      <Section title="Latency and errors">
        {health.error ? (
          <Typography variant="body2">
            Latency and errors could not be loaded: {errorMessage(health.error)}
          </Typography>
        ) : (
          <Skeleton
            variant="rect"
            height={300}
            aria-label="Loading latency and errors"
          />
        )}
      </Section>
    );
  }
  const data = healthData(health.value.hours, variant, period.from, period.to);
  const totals = healthTotals(data);
  if (totals.invocations === null) {
    return (
      <Section title="Latency and errors">
        <Typography variant="body2">
          The cloud has measured nothing of {variant} in this period. That does
          not mean that it was quick or without errors.
        </Typography>
      </Section>
    );
  }
  const gaps = health.value.logs.gaps.filter(gap => gap.variant === variant);
  return (
    <Grid container spacing={2}>
      <Grid item xs={12}>
        <Section title="Latency" subtitle={`${variant}, by the hour.`}>
          <LatencyChart variant={variant} data={data} />
        </Section>
      </Grid>
      <Grid item xs={12}>
        <Section
          title="Requests and errors"
          subtitle={`${variant}, by the hour. ${describeService(totals)}`}
        >
          <RequestsChart
            variant={variant}
            data={data}
            gaps={gaps}
            summary={describeService(totals)}
          />
        </Section>
      </Grid>
    </Grid>
  );
}
