import { useState } from 'react';
import Grid from '@material-ui/core/Grid';
import Typography from '@material-ui/core/Typography';
import { HEALTH_STATES } from '@ai-governance/plugin-ai-governance-common';
import type {
  ModelHealth,
  VariantHealth,
} from '@ai-governance/plugin-ai-governance-common';
import {
  formatCount,
  formatCounted,
  formatPeriod,
  formatShare,
} from '../../format';
import { healthData, healthTotals } from '../../health';
import type { HealthTotals } from '../../health';
import { Section } from '../Section';
import { HealthSummary } from './HealthSummary';
import { LatencyChart } from './LatencyChart';
import { LogsPanel } from './LogsPanel';
import { RequestsChart } from './RequestsChart';

/** Gravity of a state; what is not known stands between well and ill. */
const GRAVITY: Record<(typeof HEALTH_STATES)[number], number> = {
  healthy: 0,
  unknown: 1,
  degraded: 2,
  unhealthy: 3,
};

/** The variant that needs attention first. */
function mostUrgent(variants: VariantHealth[]): VariantHealth | undefined {
  return [...variants].sort((a, b) => GRAVITY[b.state] - GRAVITY[a.state])[0];
}

/** What was counted in a period, in a sentence. */
function describeTotals(totals: HealthTotals): string {
  const { hours, invocations, errors4xx, errors5xx, modelErrors } = totals;
  if (invocations === null) {
    return 'The cloud measured no requests in this period.';
  }
  const errors = (count: number | null, what: string) =>
    count === null
      ? `${what} not measured`
      : `${formatCount(count)} ${what} (${formatShare(count, invocations)})`;
  return `n = ${formatCounted(invocations, 'request')} in ${formatCounted(
    hours,
    'measured hour',
  )}: ${errors(errors4xx, '4xx')}, ${errors(errors5xx, '5xx')}, ${errors(
    modelErrors,
    'errors of the model',
  )}.`;
}

/** Properties of {@link HealthReport}. */
export interface HealthReportProps {
  health: ModelHealth;
  /** Period of the hours, milliseconds since 1970. */
  from: number;
  to: number;
  days: number;
  onDays(days: number): void;
}

/** State and reason first, then one variant's hours, then what the logs miss. */
export function HealthReport(props: HealthReportProps) {
  const { health, from, to, days, onDays } = props;
  const [chosen, setChosen] = useState<string>();
  const variant =
    health.variants.find(each => each.variant === chosen) ??
    mostUrgent(health.variants);
  const data = variant
    ? healthData(health.hours, variant.variant, from, to)
    : [];
  const totals = healthTotals(data);
  const period = formatPeriod(
    new Date(from).toISOString(),
    new Date(to).toISOString(),
  );
  const gaps = health.logs.gaps.filter(gap => gap.variant === variant?.variant);
  return (
    <Grid container spacing={2}>
      <Grid item xs={12}>
        <HealthSummary
          health={health}
          variant={variant?.variant}
          onVariant={setChosen}
          days={days}
          onDays={onDays}
        />
      </Grid>
      {variant && totals.invocations === null && (
        <Grid item xs={12}>
          <Section title="No measurements">
            <Typography variant="body2">
              The cloud has measured nothing of {variant.variant} in {period}:
              it has not been asked yet, it may not be asked, or nobody called
              the endpoint. That does not mean that it is healthy.
            </Typography>
          </Section>
        </Grid>
      )}
      {variant && totals.invocations !== null && (
        <>
          <Grid item xs={12} lg={6}>
            <Section
              title="Requests per hour"
              subtitle={`${variant.variant}, ${period}. ${describeTotals(
                totals,
              )}`}
            >
              <RequestsChart
                variant={variant.variant}
                data={data}
                gaps={gaps}
                summary={describeTotals(totals)}
              />
            </Section>
          </Grid>
          <Grid item xs={12} lg={6}>
            <Section
              title="Latency"
              subtitle={`${variant.variant}, ${period}. Milliseconds until the answer, of all requests of an hour.`}
            >
              <LatencyChart variant={variant.variant} data={data} />
            </Section>
          </Grid>
        </>
      )}
      <Grid item xs={12}>
        <LogsPanel logs={health.logs} />
      </Grid>
    </Grid>
  );
}
