import { useId } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Drawer from '@material-ui/core/Drawer';
import IconButton from '@material-ui/core/IconButton';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import MuiAlert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { aiGovernanceAlertReadPermission } from '@ai-governance/plugin-ai-governance-common';
import { aiGovernanceAlertsApiRef } from '../../alertsApi';
import { errorMessage, errorName } from '../../format';
import { useLive, useResource } from '../../hooks';
import { SeverityBadge } from '../Alerts/SeverityBadge';
import { StandingLabel } from '../Alerts/StandingLabel';
import { AlertActions } from './AlertActions';
import { AlertFacts } from './AlertFacts';
import { Timeline } from './Timeline';
import { TracePanel } from './TracePanel';

const useStyles = makeStyles(
  theme => ({
    paper: { width: 'min(680px, 100vw)' },
    root: {
      fontFamily: theme.typography.fontFamily,
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr)',
      gap: theme.spacing(2),
      padding: theme.spacing(2, 3, 4),
      [theme.breakpoints.down('xs')]: { padding: theme.spacing(2) },
    },
    head: {
      display: 'flex',
      gap: theme.spacing(1),
      alignItems: 'flex-start',
      justifyContent: 'space-between',
    },
    title: { overflowWrap: 'anywhere' },
    line: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.5, 2),
    },
    detail: { overflowWrap: 'anywhere' },
    part: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr)',
      gap: theme.spacing(1),
    },
  }),
  { name: 'AiGovernanceAlertDrawer' },
);

/** Why an alert cannot be shown, in a sentence. */
function describeError(error: Error): string {
  switch (errorName(error)) {
    case 'NotFoundError':
      return 'There is no such alert, or you may not see it.';
    case 'NotAllowedError':
      return `You may not see this alert: that needs the permission ${aiGovernanceAlertReadPermission.name}.`;
    default:
      return `The alert could not be loaded: ${errorMessage(error)}`;
  }
}

/** Properties of {@link AlertDrawer}. */
export interface AlertDrawerProps {
  /** Id of the alert; null closes it. */
  id: string | null;
  onClose(): void;
  onChanged(): void;
}

function Content(props: AlertDrawerProps & { id: string; titleId: string }) {
  const { id, titleId, onClose, onChanged } = props;
  const api = useApi(aiGovernanceAlertsApiRef);
  const classes = useStyles();
  const detail = useResource(id, () => api.getAlert(id));
  const trace = useResource(id, () => api.getTrace(id));
  const reload = () => {
    detail.reload();
    trace.reload();
  };
  useLive(reload);
  const alert = detail.value;
  const changed = () => {
    reload();
    onChanged();
  };
  return (
    <div className={classes.root}>
      <div className={classes.head}>
        <Typography
          id={titleId}
          component="h2"
          variant="h5"
          className={classes.title}
        >
          {alert ? `${alert.title}, ${alert.entityTitle}` : 'Alert'}
        </Typography>
        <IconButton size="small" aria-label="Close the alert" onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </div>
      {!alert && !detail.error && (
        <Skeleton variant="rect" height={160} aria-label="Loading the alert" />
      )}
      {detail.error && (
        <MuiAlert severity="error">{describeError(detail.error)}</MuiAlert>
      )}
      {alert && (
        <>
          <div className={classes.line}>
            <SeverityBadge severity={alert.severity} />
            <StandingLabel alert={alert} />
          </div>
          <Typography className={classes.detail}>{alert.detail}</Typography>
          <AlertActions alert={alert} onChanged={changed} />
          <div className={classes.part}>
            <Typography component="h3" variant="h6">
              Why it was, or was not, told
            </Typography>
            <TracePanel trace={trace} />
          </div>
          <div className={classes.part}>
            <Typography component="h3" variant="h6">
              What is known of it
            </Typography>
            <AlertFacts alert={alert} />
          </div>
          <div className={classes.part}>
            <Typography component="h3" variant="h6">
              Timeline
            </Typography>
            <Timeline events={alert.timeline} />
          </div>
        </>
      )}
    </div>
  );
}

/** One alert with everything that is known of it, and what can be done with it. */
export function AlertDrawer(props: AlertDrawerProps) {
  const { id, onClose } = props;
  const classes = useStyles();
  const titleId = useId();
  return (
    <Drawer
      anchor="right"
      open={id !== null}
      onClose={onClose}
      PaperProps={{
        className: classes.paper,
        role: 'dialog',
        'aria-modal': true,
        'aria-labelledby': titleId,
      }}
    >
      {id !== null && <Content key={id} {...props} id={id} titleId={titleId} />}
    </Drawer>
  );
}
