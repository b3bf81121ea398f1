import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import MuiAlert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import type { AlertTrace } from '@ai-governance/plugin-ai-governance-common';
import { SUPPRESSION_WORDS } from '../../alerts';
import { errorMessage, formatInstant } from '../../format';
import type { Resource } from '../../hooks';
import { TraceGroupCard } from './TraceGroupCard';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr)',
      gap: theme.spacing(1.5),
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'AiGovernanceTracePanel' },
);

/** Why an alert was, or was not, told: in a few sentences, and group by group. */
export function TracePanel(props: { trace: Resource<AlertTrace> }) {
  const { value, error } = props.trace;
  const classes = useStyles();
  if (!value) {
    return error ? (
      <MuiAlert severity="error">
        Why it was told, or was not, could not be loaded: {errorMessage(error)}
      </MuiAlert>
    ) : (
      <Skeleton variant="rect" height={120} aria-label="Loading the reasons" />
    );
  }
  const { suppression } = value;
  return (
    <div className={classes.root}>
      <Typography variant="body1">{value.summary}</Typography>
      {suppression && (
        <MuiAlert severity="info">
          <strong>{SUPPRESSION_WORDS[suppression.by]}:</strong>{' '}
          {suppression.detail}
          {suppression.until && ` Until ${formatInstant(suppression.until)}.`}
        </MuiAlert>
      )}
      {value.groups.map(group => (
        <TraceGroupCard key={group.groupKey} group={group} />
      ))}
    </div>
  );
}
