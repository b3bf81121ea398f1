import { useId } from 'react';
import Typography from '@material-ui/core/Typography';
import Skeleton from '@material-ui/lab/Skeleton';
import { makeStyles } from '@material-ui/core/styles';
import type { Alert } from '@ai-governance/plugin-ai-governance-common';
import { groupAlerts } from '../../alerts';
import type { AlertGroup, AlertGrouping } from '../../alerts';
import { formatCounted } from '../../format';
import { AlertItem } from './AlertItem';

const SKELETON_ITEMS = 8;

const useStyles = makeStyles(
  theme => ({
    list: { listStyle: 'none', margin: 0, padding: 0 },
    title: {
      display: 'flex',
      gap: theme.spacing(1),
      alignItems: 'baseline',
      flexWrap: 'wrap',
      padding: theme.spacing(1.5, 0, 0.5),
      fontWeight: 600,
      overflowWrap: 'anywhere',
    },
    waiting: { opacity: 0.5 },
    skeleton: { padding: theme.spacing(1, 0) },
  }),
  { name: 'AiGovernanceAlertGroups' },
);

/** Properties of {@link AlertGroups}. */
export interface AlertGroupsProps {
  /** Undefined while the first page is loaded. */
  alerts: Alert[] | undefined;
  /** Whether another page is loaded than is shown. */
  waiting: boolean;
  grouping: AlertGrouping;
  /** Ids of the chosen ones. */
  chosen: ReadonlySet<string>;
  withEntity: boolean;
  onChoose(id: string, chosen: boolean): void;
  onOpen(id: string): void;
}

function Group(props: AlertGroupsProps & { group: AlertGroup }) {
  const { group, chosen } = props;
  const classes = useStyles();
  const titleId = useId();
  return (
    <div>
      {group.title && (
        <Typography
          component="h3"
          variant="body1"
          id={titleId}
          className={classes.title}
        >
          {group.title}
          <Typography variant="caption" color="textSecondary" component="span">
            {formatCounted(group.alerts.length, 'alert')} on this page
          </Typography>
        </Typography>
      )}
      <ul
        className={classes.list}
        {...(group.title
          ? { 'aria-labelledby': titleId }
          : { 'aria-label': 'Alerts' })}
      >
        {group.alerts.map(alert => (
          <AlertItem
            key={alert.id}
            alert={alert}
            chosen={chosen.has(alert.id)}
            withEntity={props.withEntity}
            onChoose={is => props.onChoose(alert.id, is)}
            onOpen={() => props.onOpen(alert.id)}
          />
        ))}
      </ul>
    </div>
  );
}

/** A page of alerts, put together by what they have in common. */
export function AlertGroups(props: AlertGroupsProps) {
  const { alerts, waiting, grouping } = props;
  const classes = useStyles();
  if (!alerts) {
    return (
      <div aria-busy="true" role="status" aria-label="Loading alerts">
        {Array.from({ length: SKELETON_ITEMS }, (_, item) => (
          <div key={item} className={classes.skeleton}>
            <Skeleton variant="rect" height={44} />
          </div>
        ))}
      </div>
    );
  }
  return (
    <div className={waiting ? classes.waiting : undefined} aria-busy={waiting}>
      {groupAlerts(alerts, grouping).map(group => (
        <Group key={group.key} {...props} group={group} />
      ))}
    </div>
  );
}
