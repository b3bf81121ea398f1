import { useState } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { GroupOutcome } from '@ai-governance/plugin-ai-governance-statistics';
import { formatCount } from '../../format';
import {
  FAIRNESS_METRIC_WORDS,
  RATES,
  formatConfidence,
  formatRate,
  groupTitle,
  sameGroup,
} from '../../outcomes';
import type { RateName, ShownGroup } from '../../outcomes';
import { useChartStyle } from '../Chart';
import { ChoiceField } from '../Outcomes';
import { Section } from '../Section';
import type { Shown } from './shown';

const useStyles = makeStyles(
  theme => ({
    list: {
      display: 'grid',
      gap: theme.spacing(1),
      margin: 0,
      padding: 0,
      listStyle: 'none',
    },
    row: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 24%) minmax(0, 1fr) minmax(0, 42%)',
      columnGap: theme.spacing(1.5),
      alignItems: 'center',
      overflowWrap: 'anywhere',
      [theme.breakpoints.down('xs')]: {
        gridTemplateColumns: 'minmax(0, 1fr)',
      },
    },
    chosen: { fontWeight: 700 },
    plot: { width: '100%', height: 20, display: 'block', overflow: 'visible' },
    axis: {
      display: 'flex',
      justifyContent: 'space-between',
      color: theme.palette.text.secondary,
    },
  }),
  { name: 'AiGovernanceRatesPanel' },
);

/** A dot with whiskers on a track from 0 to 100 %. */
function Whiskers(props: {
  rate: ShownGroup['rates'][RateName];
  /** Rate of the reference group; null without. */
  reference: number | null;
}) {
  const { rate, reference } = props;
  const classes = useStyles();
  const style = useChartStyle();
  const at = (share: number) => `${100 * share}%`;
  return (
    <svg className={classes.plot} aria-hidden>
      <line x1="0" x2="100%" y1="10" y2="10" stroke={style.grid} />
      {reference !== null && (
        <line
          x1={at(reference)}
          x2={at(reference)}
          y1="-4"
          y2="24"
          stroke={style.limit}
          strokeDasharray="4 3"
        />
      )}
      {rate.lower !== null && rate.upper !== null && (
        <>
          <line
            x1={at(rate.lower)}
            x2={at(rate.upper)}
            y1="10"
            y2="10"
            stroke={style.current}
            strokeWidth="3"
          />
          {[rate.lower, rate.upper].map((end, index) => (
            <line
              key={index === 0 ? 'lower' : 'upper'}
              x1={at(end)}
              x2={at(end)}
              y1="4"
              y2="16"
              stroke={style.current}
              strokeWidth="2"
            />
          ))}
        </>
      )}
      {rate.value !== null && (
        <circle cx={at(rate.value)} cy="10" r="5" fill={style.current} />
      )}
    </svg>
  );
}

function describeRate(outcome: GroupOutcome, rate: RateName): string {
  if (outcome.state !== 'shown') {
    return outcome.state;
  }
  const figure = outcome.rates[rate];
  if (figure.value === null) {
    return `undefined: ${figure.reason}`;
  }
  const n =
    figure.count === null ? '' : `, n\u00a0=\u00a0${formatCount(figure.count)}`;
  return `${formatRate(figure.value)} (${formatRate(
    figure.lower,
  )} to ${formatRate(figure.upper)})${n}`;
}

/** Rates of every group with their intervals, beside the reference group's. */
export function RatesPanel(props: { shown: Shown }) {
  const { shown } = props;
  const { assessment } = shown.result;
  const classes = useStyles();
  const [chosen, setChosen] = useState<{ metric: string; rate: RateName }>();
  // Another metric is made of another rate.
  const rate =
    chosen?.metric === shown.metric
      ? chosen.rate
      : FAIRNESS_METRIC_WORDS[shown.metric].rates[0];
  const reference = assessment.groups.find(
    (one): one is ShownGroup =>
      one.state === 'shown' && sameGroup(one.group, assessment.reference),
  );
  return (
    <Section
      title={`${RATES[rate].name} by group`}
      subtitle={`${RATES[rate].of.replace(/^./, first =>
        first.toLocaleUpperCase('en'),
      )}, with ${formatConfidence(
        assessment.parameters.confidence,
      )} intervals.${
        reference
          ? ` The dashed line is the reference group, ${groupTitle(
              reference.group,
            )}.`
          : ''
      }`}
      actions={
        <ChoiceField
          label="Rate"
          choices={(Object.keys(RATES) as RateName[]).map(name => ({
            value: name,
            text: RATES[name].name,
          }))}
          value={rate}
          onChange={next =>
            setChosen({ metric: shown.metric, rate: next as RateName })
          }
        />
      }
    >
      <ul className={classes.list} aria-label={`${RATES[rate].name} by group`}>
        {assessment.groups.map(outcome => (
          <Typography
            key={groupTitle(outcome.group)}
            component="li"
            variant="body2"
            className={classes.row}
          >
            <span
              className={
                sameGroup(outcome.group, shown.group)
                  ? classes.chosen
                  : undefined
              }
            >
              {groupTitle(outcome.group)}
            </span>
            {outcome.state === 'shown' ? (
              <Whiskers
                rate={outcome.rates[rate]}
                reference={reference?.rates[rate].value ?? null}
              />
            ) : (
              <span />
            )}
            <span>{describeRate(outcome, rate)}</span>
          </Typography>
        ))}
        <li aria-hidden className={classes.row}>
          <span />
          <Typography variant="caption" className={classes.axis}>
            <span>0 %</span>
            <span>50 %</span>
            <span>100 %</span>
          </Typography>
          <span />
        </li>
      </ul>
    </Section>
  );
}
