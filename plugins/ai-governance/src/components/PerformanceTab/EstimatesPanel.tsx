import Link from '@material-ui/core/Link';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  PerformanceMetric,
  PerformanceRun,
} from '@ai-governance/plugin-ai-governance-common';
import type { PerformanceEstimate } from '@ai-governance/plugin-ai-governance-statistics';
import { NO_VALUE, formatCount, formatCounted } from '../../format';
import {
  PERFORMANCE_METRIC_WORDS,
  formatInterval,
  formatPerformance,
  formatRate,
  mostUrgent,
} from '../../outcomes';
import { OutcomeBadge, ScrollTable } from '../Outcomes';
import { Section } from '../Section';

/** Error bounds below it do not show in any digit. */
const NOTICEABLE = 0.0005;

const useStyles = makeStyles(
  theme => ({
    name: {
      position: 'sticky',
      left: 0,
      zIndex: 1,
      backgroundColor: theme.palette.background.paper,
      minWidth: 104,
    },
    number: { whiteSpace: 'nowrap' },
    link: { textAlign: 'left' },
    selected: { fontWeight: 700 },
    chosen: { '&&': { backgroundColor: theme.palette.action.selected } },
  }),
  { name: 'AiGovernanceEstimatesPanel' },
);

/** The area under the ROC curve in a sentence, with what the bins of the score leave open. */
export function describeAuc(
  estimate: PerformanceEstimate,
  confidence: number,
): string {
  const { value, errorBound, n, reason } = estimate;
  if (value === null) {
    return `Whether scores put rows in the right order cannot be said: ${reason}.`;
  }
  const bound =
    errorBound > 0
      ? ` Scores are counted in bins, which leaves ±${errorBound.toFixed(
          4,
        )} open; the interval has that in it.`
      : '';
  return `Of a positive and a negative row, the positive one has the higher score ${formatRate(
    value,
  )} of the time (area under the ROC curve ${value.toFixed(
    3,
  )}, ${formatInterval(estimate, confidence, end =>
    end.toFixed(3),
  )}, n = ${formatCounted(n, 'labelled row')}).${bound}`;
}

function interval(
  metric: PerformanceMetric,
  { lower, upper }: { lower: number | null; upper: number | null },
): string {
  return lower === null || upper === null
    ? NO_VALUE
    : `${formatPerformance(metric, lower)} to ${formatPerformance(
        metric,
        upper,
      )}`;
}

/** Every metric with its interval, beside the baseline; undefined ones with the reason. */
export function EstimatesPanel(props: {
  run: PerformanceRun;
  selected: PerformanceMetric | undefined;
  onSelect(metric: PerformanceMetric): void;
}) {
  const { run, selected, onSelect } = props;
  const classes = useStyles();
  const estimates = run.measurement?.estimates ?? [];
  const confidence = run.measurement?.confidence ?? 0.95;
  const auc = estimates.find(({ metric }) => metric === 'auc');
  const hasBaseline = run.baseline !== null;
  const unusable = run.measurement?.unusable ?? 0;
  return (
    <Section title="All metrics" subtitle="Choose a metric to see it by day.">
      {auc && (
        <Typography variant="body2" component="p" gutterBottom>
          <strong>ROC:</strong> {describeAuc(auc, confidence)}
        </Typography>
      )}
      <ScrollTable label="Metrics of realised performance">
        <TableHead>
          <TableRow>
            <TableCell className={classes.name}>Metric</TableCell>
            <TableCell>Value</TableCell>
            <TableCell>Interval</TableCell>
            <TableCell>n</TableCell>
            {hasBaseline && <TableCell>Baseline (interval, n)</TableCell>}
            <TableCell>Limits</TableCell>
            <TableCell>Note</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {estimates.map(estimate => {
            const { metric } = estimate;
            const before = run.baseline?.estimates.find(
              one => one.metric === metric,
            );
            const judged = mostUrgent(
              run.judgements.filter(one => one.metric === metric),
              ({ verdict }) => verdict,
            );
            return (
              <TableRow
                key={metric}
                className={metric === selected ? classes.chosen : undefined}
              >
                <TableCell
                  component="th"
                  scope="row"
                  role="rowheader"
                  className={classes.name}
                >
                  <Link
                    component="button"
                    variant="body2"
                    className={`${classes.link} ${
                      metric === selected ? classes.selected : ''
                    }`}
                    aria-pressed={metric === selected}
                    title={PERFORMANCE_METRIC_WORDS[metric].explanation}
                    onClick={() => onSelect(metric)}
                  >
                    {PERFORMANCE_METRIC_WORDS[metric].name}
                  </Link>
                </TableCell>
                <TableCell className={classes.number}>
                  {formatPerformance(metric, estimate.value)}
                </TableCell>
                <TableCell className={classes.number}>
                  {interval(metric, estimate)}
                </TableCell>
                <TableCell className={classes.number}>
                  {formatCount(estimate.n)}
                </TableCell>
                {hasBaseline && (
                  <TableCell className={classes.number}>
                    {before
                      ? `${formatPerformance(metric, before.value)} (${interval(
                          metric,
                          before,
                        )}, n = ${formatCount(before.n)})`
                      : NO_VALUE}
                  </TableCell>
                )}
                <TableCell>
                  {judged ? (
                    <OutcomeBadge verdict={judged.verdict} />
                  ) : (
                    'no limit'
                  )}
                </TableCell>
                <TableCell>
                  {[
                    estimate.reason,
                    estimate.note,
                    estimate.errorBound >= NOTICEABLE
                      ? `bins leave ±${estimate.errorBound.toPrecision(2)}`
                      : null,
                  ]
                    .filter(Boolean)
                    .join('; ')}
                </TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </ScrollTable>
      {unusable > 0 && (
        <Typography variant="caption" color="textSecondary" component="p">
          {formatCounted(unusable, 'labelled row')} had no usable score or error
          and took no part.
        </Typography>
      )}
    </Section>
  );
}
