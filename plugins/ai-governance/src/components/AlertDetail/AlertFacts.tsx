import type { ReactNode } from 'react';
import { Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import type { AlertDetail } from '@ai-governance/plugin-ai-governance-common';
import { nameOf, typeWords } from '../../alerts';
import {
  formatCount,
  formatInstant,
  formatNumber,
  formatRelative,
} from '../../format';
import { RefName } from '../Alerts/RefName';

const useStyles = makeStyles(
  theme => ({
    facts: {
      display: 'grid',
      gridTemplateColumns: 'minmax(96px, max-content) minmax(0, 1fr)',
      gap: theme.spacing(0.5, 2),
      margin: 0,
      fontSize: theme.typography.body2.fontSize,
      '& dt': { color: theme.palette.text.secondary },
      '& dd': { margin: 0, overflowWrap: 'anywhere' },
    },
  }),
  { name: 'AiGovernanceAlertFacts' },
);

/** What is known of an alert. */
export function AlertFacts(props: { alert: AlertDetail }) {
  const { alert } = props;
  const classes = useStyles();
  const { acknowledgement, decidedBy } = alert;
  const measures = Object.entries(alert.measures);
  const facts: [string, ReactNode][] = [
    ['About', <RefName key="about" of={alert.entityRef} />],
    ['Type', typeWords(alert.type)],
    ['Column', alert.column],
    ['Measure', alert.metric],
    ['Group', alert.group],
    [
      'Numbers',
      measures
        .map(([name, value]) => `${name} ${formatNumber(value)}`)
        .join(', '),
    ],
    ['Owner', alert.owner && <RefName key="owner" of={alert.owner} />],
    ['System', alert.system && <RefName key="system" of={alert.system} />],
    ['Tags', alert.tags.join(', ')],
    [
      'Fires since',
      `${formatInstant(alert.startsAt)} (${formatRelative(alert.startsAt)})`,
    ],
    ['Ended', alert.endsAt && formatInstant(alert.endsAt)],
    [
      'Has fired',
      alert.occurrences > 1 && `${formatCount(alert.occurrences)} times`,
    ],
    [
      'Taken on',
      acknowledgement &&
        `by ${nameOf(acknowledgement.by)}, ${formatInstant(
          acknowledgement.at,
        )}, in ${
          acknowledgement.via === 'portal' ? 'the portal' : acknowledgement.via
        }`,
    ],
    ['Assigned to', alert.assignee && <RefName key="to" of={alert.assignee} />],
    [
      'Severity by',
      decidedBy
        ? `rule “${decidedBy.name}”, version ${decidedBy.version}`
        : 'the finding itself; no rule decided on it',
    ],
  ];
  return (
    <>
      <dl className={classes.facts}>
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => [
            <dt key={`${name}-name`}>{name}</dt>,
            <dd key={name}>{value}</dd>,
          ])}
      </dl>
      <Link to={alert.link}>Open what it is about</Link>
    </>
  );
}
