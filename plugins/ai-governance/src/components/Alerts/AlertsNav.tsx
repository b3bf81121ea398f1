import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { useLocation } from 'react-router-dom';
import { alertsRouteRef } from '../../routes';

/** Parts of the page, by their paths below it. */
const PARTS = [
  ['', 'Alerts'],
  ['/silences', 'Silences'],
  ['/rules', 'Rules'],
  ['/channels', 'Channels'],
] as const;

const useStyles = makeStyles(
  theme => ({
    list: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5),
      listStyle: 'none',
      margin: 0,
      padding: 0,
    },
    link: {
      display: 'block',
      fontFamily: theme.typography.fontFamily,
      fontSize: theme.typography.body2.fontSize,
      padding: theme.spacing(0.5, 1.5),
      borderRadius: 16,
      border: `1px solid ${theme.palette.divider}`,
      color: theme.palette.text.primary,
      '&:hover': { borderColor: theme.palette.text.secondary },
      '&[aria-current]': {
        fontWeight: 700,
        backgroundColor: theme.palette.action.selected,
        borderColor: theme.palette.text.secondary,
      },
    },
  }),
  { name: 'AiGovernanceAlertsNav' },
);

/** Leads to the parts of the page of alerts. */
export function AlertsNav() {
  const classes = useStyles();
  const root = useRouteRef(alertsRouteRef)?.() ?? '';
  const path = useLocation().pathname.replace(/\/$/, '');
  return (
    <nav aria-label="Parts of alerts">
      <ul className={classes.list}>
        {PARTS.map(([part, title]) => (
          <li key={part}>
            <Link
              to={`${root}${part}`}
              className={classes.link}
              underline="none"
              aria-current={path === `${root}${part}` ? 'page' : undefined}
            >
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
