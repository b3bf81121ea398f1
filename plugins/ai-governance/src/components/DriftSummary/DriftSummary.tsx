import Box from '@material-ui/core/Box';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  DriftRun,
  ModelDetail,
} from '@ai-governance/plugin-ai-governance-common';
import { VERDICT_HEADLINES, formatInstant, formatRelative } from '../../format';
import type { RunHandle } from '../../hooks';
import { BaselineControl } from '../Baseline';
import { ColumnsControl } from '../Columns';
import { RunButton, RunProgress } from '../RunControl';
import { VerdictIcon, useVerdictColors } from '../Verdict';
import { CheckLines } from './CheckLines';
import { ComparisonLine } from './ComparisonLine';
import { DriftingColumns } from './DriftingColumns';
import { IngestionLine } from './IngestionLine';
import { VariantSelect } from './VariantSelect';

const useStyles = makeStyles(
  theme => ({
    root: { overflow: 'hidden' },
    headline: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(2),
      justifyContent: 'space-between',
      alignItems: 'flex-start',
      padding: theme.spacing(2),
      borderLeft: '6px solid',
    },
    verdict: {
      display: 'flex',
      gap: theme.spacing(1.5),
      flex: '1 1 320px',
      minWidth: 0,
    },
    sentence: { overflowWrap: 'anywhere' },
    controls: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1.5),
    },
    facts: {
      display: 'grid',
      gap: theme.spacing(0.5),
      padding: theme.spacing(1.5, 2),
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'AiGovernanceDriftSummary' },
);

/** Properties of {@link DriftSummary}. */
export interface DriftSummaryProps {
  model: ModelDetail;
  /** Latest run of each variant. */
  runs: DriftRun[];
  /** The one shown. */
  run: DriftRun;
  handle: RunHandle;
  /** Called when settings were changed that need no run. */
  onChanged(): void;
  selectedColumn: string | undefined;
  onSelectColumn(column: string): void;
  onSelectVariant(variant: string): void;
}

/** The verdict at a glance, why, and what it rests on. */
export function DriftSummary(props: DriftSummaryProps) {
  const { model, run, handle } = props;
  const classes = useStyles();
  const colors = useVerdictColors()[run.verdict];
  return (
    <Paper
      component="section"
      aria-label="Drift verdict"
      className={classes.root}
    >
      <div
        className={classes.headline}
        style={{ backgroundColor: colors.tint, borderLeftColor: colors.strong }}
      >
        <div className={classes.verdict}>
          <VerdictIcon verdict={run.verdict} fontSize="large" />
          <Box minWidth={0}>
            <Typography component="h2" variant="h4">
              {VERDICT_HEADLINES[run.verdict]}
            </Typography>
            <Typography
              variant="body1"
              component="p"
              className={classes.sentence}
            >
              {run.summary}
            </Typography>
            <DriftingColumns
              run={run}
              selected={props.selectedColumn}
              onSelect={props.onSelectColumn}
            />
          </Box>
        </div>
        <div className={classes.controls}>
          <VariantSelect
            runs={props.runs}
            variant={run.variant}
            onChange={props.onSelectVariant}
          />
          <RunButton handle={handle} />
        </div>
      </div>
      <div className={classes.facts}>
        <RunProgress handle={handle} />
        <ComparisonLine model={model} run={run}>
          <BaselineControl modelId={model.id} handle={handle} />{' '}
          <ColumnsControl
            modelId={model.id}
            handle={handle}
            label="Columns…"
            onConfirmed={props.onChanged}
          />
        </ComparisonLine>
        <Typography variant="body2" component="p">
          <strong>Measured:</strong> {formatInstant(run.createdAt)} (
          {formatRelative(run.createdAt)}).{' '}
          {model.nextRunAt
            ? `Next run ${formatInstant(model.nextRunAt)}.`
            : 'No further run is planned.'}
        </Typography>
        <CheckLines checks={run.checks ?? []} />
        <IngestionLine ingestion={model.ingestion} />
      </div>
    </Paper>
  );
}
