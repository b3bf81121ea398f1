import { stringifyEntityRef } from '@backstage/catalog-model';
import { InfoCard, Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { useEntity, useEntityRefLink } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import type { Alert } from '@ai-governance/plugin-ai-governance-common';
import { aiGovernanceAlertsApiRef } from '../../alertsApi';
import {
  errorMessage,
  errorName,
  formatCount,
  formatRelative,
} from '../../format';
import { useLive, useResource } from '../../hooks';
import { describeAlerts } from '../Alerts/AlertsHeadline';
import { SeverityBadge } from '../Alerts/SeverityBadge';
import { StandingLabel } from '../Alerts/StandingLabel';

/** Alerts that are named; the tab shows all. */
const SHOWN = 3;

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr)',
      gap: theme.spacing(1),
      overflowWrap: 'anywhere',
    },
    title: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(1),
    },
    badge: {
      minWidth: 24,
      padding: theme.spacing(0, 0.75),
      borderRadius: 12,
      fontSize: 14,
      lineHeight: '24px',
      textAlign: 'center',
      color: theme.palette.background.paper,
      backgroundColor: theme.palette.text.primary,
    },
    list: { listStyle: 'none', margin: 0, padding: 0 },
    item: {
      fontFamily: theme.typography.fontFamily,
      padding: theme.spacing(1, 0),
      borderTop: `1px solid ${theme.palette.divider}`,
    },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 1.5),
      alignItems: 'center',
    },
  }),
  { name: 'AiGovernanceAlertsCard' },
);

/** Why there is nothing to say, in a sentence. */
function describeError(error: Error): string {
  return errorName(error) === 'NotAllowedError'
    ? 'You may not see the alerts of this endpoint.'
    : `The alerts could not be loaded: ${errorMessage(error)}`;
}

function Item(props: { alert: Alert; link: string }) {
  const { alert, link } = props;
  const classes = useStyles();
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <SeverityBadge severity={alert.severity} />
        <Link to={`${link}/alerts?alert=${encodeURIComponent(alert.id)}`}>
          {alert.title}
        </Link>
        <Typography variant="caption" color="textSecondary">
          {formatRelative(alert.startsAt)}
        </Typography>
      </div>
      <StandingLabel alert={alert} />
    </li>
  );
}

/** Card of an endpoint's overview: how many alerts fire, and the gravest of them. */
export function AlertsCard() {
  const { entity } = useEntity();
  const api = useApi(aiGovernanceAlertsApiRef);
  const classes = useStyles();
  const link = useEntityRefLink()(entity);
  const entityRef = stringifyEntityRef(entity);
  const resource = useResource(entityRef, async () => {
    const [summary, page] = await Promise.all([
      api.getSummary({ entityRef: [entityRef] }),
      api.listAlerts({
        entityRef: [entityRef],
        state: ['firing'],
        limit: SHOWN,
      }),
    ]);
    return { summary, alerts: page.items };
  });
  useLive(resource.reload);
  const { value, error } = resource;
  const firing = value?.summary.firing ?? 0;
  return (
    <InfoCard
      title={
        <span className={classes.title}>
          Alerts
          {firing > 0 && (
            <span className={classes.badge}>{formatCount(firing)}</span>
          )}
        </span>
      }
    >
      <div className={classes.root}>
        {!value && !error && (
          <Skeleton variant="rect" height={80} aria-label="Loading alerts" />
        )}
        {!value && error && (
          <Typography variant="body2">{describeError(error)}</Typography>
        )}
        {value && (
          <>
            <Typography variant="body2">
              {describeAlerts(value.summary)}
            </Typography>
            {value.alerts.length > 0 && (
              <ul className={classes.list} aria-label="Gravest alerts">
                {value.alerts.map(alert => (
                  <Item key={alert.id} alert={alert} link={link} />
                ))}
              </ul>
            )}
            <Typography variant="body2">
              <Link to={`${link}/alerts`}>All alerts of this endpoint</Link>
            </Typography>
          </>
        )}
      </div>
    </InfoCard>
  );
}
