import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Checkbox from '@material-ui/core/Checkbox';
import ButtonBase from '@material-ui/core/ButtonBase';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { Alert } from '@ai-governance/plugin-ai-governance-common';
import { nameOf, typeWords } from '../../alerts';
import { SEVERITY_WORDS, formatInstant, formatRelative } from '../../format';
import { RefName } from './RefName';
import { SeverityBadge } from './SeverityBadge';
import { StandingLabel } from './StandingLabel';
import { useSeverityColors } from './severityLook';

const useStyles = makeStyles(
  theme => ({
    root: {
      fontFamily: theme.typography.fontFamily,
      display: 'grid',
      gridTemplateColumns: '42px 96px minmax(0, 1fr) 150px 190px 104px',
      gridTemplateAreas: '"check severity what owner standing since"',
      columnGap: theme.spacing(1.5),
      alignItems: 'start',
      padding: theme.spacing(1, 1.5, 1, 0),
      borderTop: `1px solid ${theme.palette.divider}`,
      borderLeft: '4px solid transparent',
      '&:hover': { backgroundColor: theme.palette.action.hover },
      [theme.breakpoints.down('sm')]: {
        gridTemplateColumns: '42px minmax(0, 1fr) auto',
        gridTemplateAreas:
          '"check severity since" "check what what" "check standing standing"',
        rowGap: theme.spacing(0.5),
        columnGap: theme.spacing(0.5),
      },
    },
    ended: { opacity: 0.85 },
    check: { gridArea: 'check', padding: theme.spacing(0.5), marginTop: -2 },
    severity: { gridArea: 'severity' },
    what: { gridArea: 'what', minWidth: 0, overflowWrap: 'anywhere' },
    owner: {
      gridArea: 'owner',
      fontSize: theme.typography.body2.fontSize,
      minWidth: 0,
      overflowWrap: 'anywhere',
      [theme.breakpoints.down('sm')]: { display: 'none' },
    },
    standing: { gridArea: 'standing', minWidth: 0 },
    since: {
      gridArea: 'since',
      textAlign: 'right',
      fontSize: theme.typography.caption.fontSize,
      lineHeight: 1.6,
    },
    open: {
      font: 'inherit',
      fontWeight: 600,
      color:
        theme.palette.type === 'dark'
          ? theme.palette.primary.light
          : theme.palette.primary.main,
      textAlign: 'left',
      overflowWrap: 'anywhere',
      '&:hover': { textDecoration: 'underline' },
      '&:focus-visible': { outline: `2px solid ${theme.palette.primary.main}` },
    },
    detail: {
      display: '-webkit-box',
      '-webkit-line-clamp': 2,
      '-webkit-box-orient': 'vertical',
      overflow: 'hidden',
    },
    narrowOwner: {
      display: 'none',
      [theme.breakpoints.down('sm')]: { display: 'inline' },
    },
  }),
  { name: 'AiGovernanceAlertItem' },
);

/** Properties of {@link AlertItem}. */
export interface AlertItemProps {
  alert: Alert;
  chosen: boolean;
  /** Whether the endpoint is named; not where all are of one. */
  withEntity: boolean;
  onChoose(chosen: boolean): void;
  onOpen(): void;
}

/** One alert: how grave, what and why, whose, and whether people know. */
export function AlertItem(props: AlertItemProps) {
  const { alert, chosen, withEntity, onChoose, onOpen } = props;
  const classes = useStyles();
  const colors = useSeverityColors();
  const firing = alert.state === 'firing';
  const since = alert.endsAt ?? alert.startsAt;
  const name = `${SEVERITY_WORDS[alert.severity]}: ${alert.title}, ${
    alert.entityTitle
  }`;
  return (
    <li
      className={`${classes.root} ${firing ? '' : classes.ended}`}
      style={firing ? { borderLeftColor: colors[alert.severity].strong } : {}}
    >
      <Checkbox
        size="small"
        color="primary"
        className={classes.check}
        checked={chosen}
        onChange={(_, checked) => onChoose(checked)}
        inputProps={{ 'aria-label': `Choose ${name}` }}
      />
      <div className={classes.severity}>
        <SeverityBadge severity={alert.severity} />
      </div>
      <div className={classes.what}>
        <ButtonBase
          className={classes.open}
          aria-haspopup="dialog"
          onClick={onOpen}
        >
          {alert.title}
        </ButtonBase>
        <Typography
          variant="body2"
          component="p"
          className={classes.detail}
          title={alert.detail}
        >
          {alert.detail}
        </Typography>
        <Typography variant="caption" component="p" color="textSecondary">
          {typeWords(alert.type)}
          {withEntity && (
            <>
              {' · '}
              <EntityRefLink
                entityRef={alert.entityRef}
                title={alert.entityTitle}
                hideIcon
              />
            </>
          )}
          {alert.group && ` · ${alert.group}`}
          {alert.occurrences > 1 && ` · ${alert.occurrences} times`}
          <span className={classes.narrowOwner}>
            {alert.owner && ` · ${nameOf(alert.owner)}`}
            {alert.assignee && ` · assigned to ${nameOf(alert.assignee)}`}
          </span>
        </Typography>
      </div>
      <div className={classes.owner}>
        {alert.owner ? <RefName of={alert.owner} /> : 'Without owner'}
        {alert.assignee && (
          <Typography variant="caption" component="p" color="textSecondary">
            Assigned to <RefName of={alert.assignee} />
          </Typography>
        )}
      </div>
      <div className={classes.standing}>
        <StandingLabel alert={alert} />
      </div>
      <div className={classes.since} title={formatInstant(since)}>
        {!firing && 'ended '}
        <time dateTime={since}>{formatRelative(since)}</time>
      </div>
    </li>
  );
}
