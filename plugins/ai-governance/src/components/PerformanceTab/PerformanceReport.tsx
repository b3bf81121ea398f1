import { useState } from 'react';
import type { ReactNode } from 'react';
import Grid from '@material-ui/core/Grid';
import type {
  ModelDetail,
  ModelHealth,
  PerformanceMetric,
  PerformancePoint,
  PerformanceRun,
} from '@ai-governance/plugin-ai-governance-common';
import type { Resource } from '../../hooks';
import { FAIRNESS_WORDS, mostUrgent } from '../../outcomes';
import { ChoiceField, LabelCoverageSection } from '../Outcomes';
import { CalibrationPanel } from './CalibrationPanel';
import { ConfusionPanel } from './ConfusionPanel';
import { EstimatesPanel } from './EstimatesPanel';
import { PerformanceSummary } from './PerformanceSummary';
import { ServicePanel } from './ServicePanel';
import { TrendPanel } from './TrendPanel';

/** Properties of {@link PerformanceReport}. */
export interface PerformanceReportProps {
  model: ModelDetail;
  /** What is missing for a verdict, and what to do; null when nothing is. */
  notice: ReactNode;
  /** Latest run of each variant, at least one. */
  runs: PerformanceRun[];
  /** By day, oldest first, of all variants. */
  trend: PerformancePoint[];
  health: Resource<ModelHealth>;
  /** What trend and health are shown of, milliseconds since 1970. */
  period: { from: number; to: number };
  days: number;
  onDays(days: number): void;
}

/** Verdict and why, all metrics, one of them over time above latency and errors, then where the model errs. */
export function PerformanceReport(props: PerformanceReportProps) {
  const { model, notice, runs, trend, health, period, days, onDays } = props;
  const [variant, setVariant] = useState<string>();
  const [chosen, setChosen] = useState<PerformanceMetric>();
  const run =
    runs.find(candidate => candidate.variant === variant) ??
    mostUrgent(runs, ({ verdict }) => verdict)!;
  const { measurement } = run;
  const metrics = measurement?.estimates.map(({ metric }) => metric) ?? [];
  const metric =
    chosen && metrics.includes(chosen)
      ? chosen
      : mostUrgent(run.judgements, ({ verdict }) => verdict)?.metric ??
        metrics[0];
  return (
    <Grid container spacing={2}>
      <Grid item xs={12}>
        <PerformanceSummary
          model={model}
          run={run}
          onMetric={setChosen}
          variants={
            <ChoiceField
              label="Variant"
              choices={runs.map(each => ({
                value: each.variant,
                text: `${each.variant}: ${FAIRNESS_WORDS[each.verdict]}`,
              }))}
              value={run.variant}
              onChange={setVariant}
            />
          }
        />
      </Grid>
      {notice && (
        <Grid item xs={12}>
          {notice}
        </Grid>
      )}
      {metric && (
        <Grid item xs={12}>
          <TrendPanel
            run={run}
            metric={metric}
            metrics={metrics}
            onMetric={setChosen}
            points={trend.filter(
              point => point.variant === run.variant && point.metric === metric,
            )}
            limits={model.monitor?.settings.performance.limits ?? []}
            period={period}
            days={days}
            onDays={onDays}
          />
        </Grid>
      )}
      <Grid item xs={12}>
        <ServicePanel health={health} variant={run.variant} period={period} />
      </Grid>
      {measurement && (
        <Grid item xs={12}>
          <EstimatesPanel run={run} selected={metric} onSelect={setChosen} />
        </Grid>
      )}
      {measurement?.calibration && (
        <Grid item xs={12} lg={6}>
          <CalibrationPanel
            points={measurement.calibration}
            confidence={measurement.confidence}
          />
        </Grid>
      )}
      {measurement?.confusion && (
        <Grid item xs={12} lg={measurement.calibration ? 6 : 12}>
          <ConfusionPanel
            confusion={measurement.confusion}
            classes={measurement.classes ?? []}
            positive={model.monitor?.settings.outcomes?.positive ?? null}
            confidence={measurement.confidence}
          />
        </Grid>
      )}
      <Grid item xs={12}>
        <LabelCoverageSection labels={run.labels} />
      </Grid>
    </Grid>
  );
}
