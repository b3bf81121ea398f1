import { useRef, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Grid from '@material-ui/core/Grid';
import Alert from '@material-ui/lab/Alert';
import type {
  DriftRun,
  ModelDetail,
} from '@ai-governance/plugin-ai-governance-common';
import { aiGovernanceApiRef } from '../../api';
import { byConcern, isDrifting, mostUrgentRun } from '../../drift';
import { DAY, errorMessage } from '../../format';
import { useResource } from '../../hooks';
import type { RunHandle } from '../../hooks';
import { DistributionPanel } from '../DistributionChart';
import { DriftHeatmap } from '../DriftHeatmap';
import { DriftSummary } from '../DriftSummary';
import { FeatureTable } from '../FeatureTable';
import { LoadError } from '../LoadError';
import { RootCausePanel } from '../RootCause';
import { TrendPanel } from '../TrendChart';

/** Days of history beside every column at most; the trend chart reaches further for one column. */
const OVERVIEW_DAYS = 7;
/** Points of that history at most, about: more would make the page slow to come. */
const OVERVIEW_POINTS = 25_000;

/** Days of history that can be shown of all columns, with a run every hour. */
function overviewDays(run: DriftRun): number {
  const tests = run.columns.reduce(
    (sum, { tests: { length } }) => sum + length,
    0,
  );
  const days = Math.floor(OVERVIEW_POINTS / (Math.max(1, tests) * 24));
  return Math.min(OVERVIEW_DAYS, Math.max(1, days));
}

/** Properties of {@link DriftReport}. */
export interface DriftReportProps {
  model: ModelDetail;
  /** Latest run of each variant, at least one. */
  runs: DriftRun[];
  handle: RunHandle;
  /** Called when settings were changed that need no run. */
  onChanged(): void;
}

/** The measurements: verdict, charts of one column, all columns, and when they drifted. */
export function DriftReport(props: DriftReportProps) {
  const { model, runs, handle } = props;
  const api = useApi(aiGovernanceApiRef);
  const [variant, setVariant] = useState<string>();
  const [chosenColumn, setChosenColumn] = useState<string>();

  const run =
    runs.find(candidate => candidate.variant === variant) ??
    mostUrgentRun(runs);
  const column =
    run.columns.find(candidate => candidate.column === chosenColumn) ??
    [...run.columns].sort(byConcern)[0];
  const settings = model.monitor?.settings;
  const end = Date.parse(run.current?.to ?? run.createdAt);
  const days = overviewDays(run);
  const query = {
    variant: run.variant,
    since: new Date(end - days * DAY).toISOString(),
  };
  const history = useResource(JSON.stringify([run.id, query]), () =>
    api.getDriftHistory(run.modelId, query),
  );
  const points = history.value?.points ?? [];
  const cause = useResource(
    run.columns.some(isDrifting) ? JSON.stringify(['cause', run.id]) : null,
    () => api.getRootCause(run.modelId, { variant: run.variant }),
  );
  const rootCause = cause.value?.rootCause ?? null;

  const charts = useRef<HTMLDivElement>(null);
  const selectRow = (name: string) => {
    setChosenColumn(name);
    // The charts stand above the table and may be out of sight.
    charts.current?.scrollIntoView?.({ block: 'nearest', behavior: 'smooth' });
  };

  return (
    <Grid container spacing={2}>
      <Grid item xs={12}>
        <DriftSummary
          model={model}
          runs={runs}
          run={run}
          handle={handle}
          onChanged={props.onChanged}
          selectedColumn={column?.column}
          onSelectColumn={setChosenColumn}
          onSelectVariant={setVariant}
        />
      </Grid>
      {cause.error && (
        <Grid item xs={12}>
          <Alert severity="warning">
            What changed could not be worked out: {errorMessage(cause.error)}
          </Alert>
        </Grid>
      )}
      {rootCause && (
        <Grid item xs={12}>
          <RootCausePanel
            rootCause={rootCause}
            onSelectColumn={setChosenColumn}
          />
        </Grid>
      )}
      {column && (
        <Grid item xs={12} ref={charts}>
          <Grid container spacing={2}>
            <Grid item xs={12} lg={6}>
              <TrendPanel run={run} column={column} rootCause={rootCause} />
            </Grid>
            <Grid item xs={12} lg={6}>
              <DistributionPanel run={run} column={column} />
            </Grid>
          </Grid>
        </Grid>
      )}
      <Grid item xs={12}>
        <FeatureTable
          run={run}
          correction={settings?.correction ?? 'none'}
          history={points}
          historyDays={days}
          selected={column?.column}
          onSelect={selectRow}
        />
      </Grid>
      <Grid item xs={12}>
        {history.error ? (
          <LoadError
            title="The history of the columns could not be loaded"
            error={history.error}
            onRetry={history.reload}
          />
        ) : (
          run.columns.length > 0 && (
            <DriftHeatmap run={run} history={points} days={days} />
          )
        )}
      </Grid>
    </Grid>
  );
}
