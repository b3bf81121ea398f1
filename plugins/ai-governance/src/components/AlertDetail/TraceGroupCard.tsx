import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { TraceGroup } from '@ai-governance/plugin-ai-governance-common';
import { formatMatcher, nameOf } from '../../alerts';
import { formatDuration, formatInstant } from '../../format';
import { DeliveryItem } from './DeliveryItem';

const useStyles = makeStyles(
  theme => ({
    root: {
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      padding: theme.spacing(1.5),
      overflowWrap: 'anywhere',
    },
    list: { margin: theme.spacing(0.5, 0), paddingLeft: theme.spacing(2.5) },
    plain: { listStyle: 'none', margin: 0, padding: 0 },
    head: { fontWeight: 600 },
    next: { fontWeight: 600, marginTop: theme.spacing(1) },
  }),
  { name: 'AiGovernanceTraceGroup' },
);

/** What an alert's group is, when it is looked at, and who is told: one sentence each. */
export function describeGroup(group: TraceGroup): string[] {
  const { route, groupBy, timers, decision, escalation } = group;
  const by = Object.entries(groupBy).map(
    ([label, value]) => `${label} ${value === '' ? 'none' : value}`,
  );
  const conditions = route.matchers.map(formatMatcher);
  return [
    `Route “${route.path}”${
      conditions.length > 0
        ? ` takes it, because ${conditions.join(' and ')}`
        : ' takes every alert that comes to it'
    }.`,
    `In its group since ${formatInstant(group.joinedAt)}, with all alerts of ${
      by.length > 0 ? by.join(', ') : 'the route'
    }.`,
    ...(group.movedAt
      ? [
          `Since ${formatInstant(
            group.movedAt,
          )} another route counts for it; this group tells only of its end.`,
        ]
      : []),
    decision
      ? `Last decision, ${formatInstant(decision.at)}: ${decision.detail}`
      : 'Nothing has been decided yet.',
    ...(group.nextDecisionAt
      ? [`Looked at next ${formatInstant(group.nextDecisionAt)}.`]
      : []),
    ...(group.repeatDueAt
      ? [
          `Told again ${formatInstant(
            group.repeatDueAt,
          )} if nothing changes until then.`,
        ]
      : []),
    ...(escalation
      ? [
          `Escalation “${escalation.chain}”: step ${escalation.step} of ${
            escalation.steps
          } done in round ${escalation.round} of ${escalation.rounds}${
            escalation.nextAt
              ? `; the next is due ${formatInstant(escalation.nextAt)}`
              : ''
          }.`,
        ]
      : []),
    `Its timers: it waits ${formatDuration(
      timers.groupWait,
    )} for others at first, looks every ${formatDuration(
      timers.groupInterval,
    )}, and repeats after ${formatDuration(timers.repeatInterval)}.`,
  ];
}

/** An alert's place in one group: why it was, or was not, told there. */
export function TraceGroupCard(props: { group: TraceGroup }) {
  const { group } = props;
  const classes = useStyles();
  return (
    <section className={classes.root} aria-label={`Route ${group.route.path}`}>
      <Typography variant="subtitle2" component="h4" className={classes.head}>
        {group.route.path}
      </Typography>
      <ul className={classes.list}>
        {describeGroup(group).map(sentence => (
          <Typography key={sentence} variant="body2" component="li">
            {sentence}
          </Typography>
        ))}
      </ul>
      <Typography variant="subtitle2" component="h5" className={classes.next}>
        Who
      </Typography>
      {group.targets.length === 0 ? (
        <Typography variant="body2">Nobody is named on this route.</Typography>
      ) : (
        <ul className={classes.list}>
          {group.targets.map(target => (
            <Typography
              key={`${target.to}-${target.channel}-${target.destination}`}
              variant="body2"
              component="li"
            >
              {target.destination ?? 'Not found yet'}
              {target.channel && ` by ${target.channel}`}, as {target.to}
              {target.owner && ` (${nameOf(target.owner)})`}:{' '}
              {target.told
                ? `knows it as ${target.told} since ${formatInstant(
                    target.toldAt,
                  )}`
                : 'knows nothing of it'}
            </Typography>
          ))}
        </ul>
      )}
      {group.deliveries.length > 0 && (
        <>
          <Typography
            variant="subtitle2"
            component="h5"
            className={classes.next}
          >
            Deliveries
          </Typography>
          <ul className={classes.plain}>
            {group.deliveries.map(delivery => (
              <DeliveryItem key={delivery.id} delivery={delivery} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
