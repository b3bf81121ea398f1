import type { ReactNode } from 'react';
import Button from '@material-ui/core/Button';
import Link from '@material-ui/core/Link';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import GetAppIcon from '@material-ui/icons/GetApp';
import type {
  ModelDetail,
  PerformanceJudgement,
  PerformanceMetric,
  PerformanceRun,
} from '@ai-governance/plugin-ai-governance-common';
import { saveCsv } from '../../csv';
import { describeWindow, formatCount } from '../../format';
import {
  PERFORMANCE_HEADLINES,
  PERFORMANCE_METRIC_WORDS,
  asSentence,
  formatConfidence,
  performanceCsv,
  performanceCsvName,
} from '../../outcomes';
import { OutcomeBadge, OutcomeHeadline, RunFacts } from '../Outcomes';

const useStyles = makeStyles(
  theme => ({
    limits: {
      display: 'grid',
      gap: theme.spacing(0.5),
      margin: theme.spacing(0, 0, 1),
      padding: 0,
      listStyle: 'none',
    },
    link: { verticalAlign: 'baseline', fontWeight: 700 },
  }),
  { name: 'AiGovernancePerformanceSummary' },
);

/** Labelled rows behind a judgement. */
function describeRows({ n, baselineN }: PerformanceJudgement): string {
  return baselineN === null
    ? `n = ${formatCount(n)}`
    : `n = ${formatCount(n)}, baseline ${formatCount(baselineN)}`;
}

/** Properties of {@link PerformanceSummary}. */
export interface PerformanceSummaryProps {
  model: ModelDetail;
  run: PerformanceRun;
  onMetric(metric: PerformanceMetric): void;
  /** Chooses the variant. */
  variants: ReactNode;
}

/** The verdict in words, what each limit says, and what it rests on. */
export function PerformanceSummary(props: PerformanceSummaryProps) {
  const { model, run, onMetric, variants } = props;
  const classes = useStyles();
  return (
    <OutcomeHeadline
      label="Performance verdict"
      verdict={run.verdict}
      headline={PERFORMANCE_HEADLINES[run.verdict]}
      sentence={run.summary}
      controls={
        <>
          {variants}
          <Button
            startIcon={<GetAppIcon />}
            onClick={() =>
              saveCsv(performanceCsv(run), performanceCsvName(run))
            }
          >
            CSV
          </Button>
        </>
      }
    >
      {run.judgements.length > 0 && (
        <ul className={classes.limits} aria-label="Limits">
          {run.judgements.map(judgement => (
            <Typography
              key={`${judgement.metric}/${judgement.against}`}
              component="li"
              variant="body2"
            >
              <Link
                component="button"
                variant="body2"
                className={classes.link}
                onClick={() => onMetric(judgement.metric)}
              >
                {PERFORMANCE_METRIC_WORDS[judgement.metric].name}
              </Link>
              {judgement.against === 'baseline' ? ' against the baseline' : ''}:{' '}
              <OutcomeBadge verdict={judgement.verdict} />{' '}
              {asSentence(judgement.reason)} {describeRows(judgement)}.
            </Typography>
          ))}
        </ul>
      )}
      <RunFacts model={model} run={run} openSince={run.openSince} />
      {run.baselineWindow && (
        <Typography variant="body2" component="p">
          <strong>Baseline:</strong> {describeWindow(run.baselineWindow)}.
        </Typography>
      )}
      {run.measurement && (
        <Typography variant="body2" component="p">
          <strong>Intervals:</strong>{' '}
          {formatConfidence(run.measurement.confidence)}. A limit is broken only
          where the whole interval is beyond it.
        </Typography>
      )}
    </OutcomeHeadline>
  );
}
