import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ModelHealth } from '@ai-governance/plugin-ai-governance-common';
import { formatCounted, formatNumber, formatPeriod } from '../../format';
import { Section } from '../Section';

const useStyles = makeStyles(
  { list: { margin: 0, paddingLeft: 20, overflowWrap: 'anywhere' } },
  { name: 'AiGovernanceLogsPanel' },
);

/** What a share of logged requests means for the measurements. */
function describeSampling(percent: number | null): string {
  if (percent === null) {
    return 'It is not known which share of the requests is logged.';
  }
  if (percent === 0) {
    return 'No requests are logged.';
  }
  if (percent >= 100) {
    return 'All requests are logged.';
  }
  return `${formatNumber(
    percent,
  )} % of the requests are logged, chosen at random: shares and distributions hold, counts of rows are lower than those of requests.`;
}

/** Whether the inference logs tell of all that was served. */
export function LogsPanel(props: { logs: ModelHealth['logs'] }) {
  const { samplingPercent, gaps } = props.logs;
  const classes = useStyles();
  return (
    <Section title="Inference logs">
      <Typography variant="body2" component="p" gutterBottom>
        <strong>Sampling:</strong> {describeSampling(samplingPercent)}
      </Typography>
      <Typography variant="body2" component="p">
        <strong>Gaps:</strong>{' '}
        {gaps.length === 0
          ? 'no hour is known in which requests were answered and none was logged.'
          : `${formatCounted(
              gaps.length,
              'stretch',
              'stretches',
            )} of time with requests and no logs. Drift says nothing about them.`}
      </Typography>
      {gaps.length > 0 && (
        <ul className={classes.list}>
          {gaps.map(gap => (
            <Typography
              key={`${gap.variant}/${gap.from}`}
              component="li"
              variant="body2"
            >
              {formatPeriod(gap.from, gap.to)}, {gap.variant}:{' '}
              {formatCounted(gap.invocations, 'request')} without logs
            </Typography>
          ))}
        </ul>
      )}
    </Section>
  );
}
