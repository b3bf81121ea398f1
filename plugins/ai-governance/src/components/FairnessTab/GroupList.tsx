import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  FAIRNESS_METRIC_WORDS,
  attributesTitle,
  groupTitle,
  metricOf,
  sameGroup,
} from '../../outcomes';
import { FigureButton } from './FigureButton';
import { describeSize } from './MetricHeatmap';
import { extremesOf, figureOf } from './figures';
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
      gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
      gap: theme.spacing(1),
      alignItems: 'center',
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'AiGovernanceGroupList' },
);

/** The chosen metric by group, for a screen that is too narrow for all of them. */
export function GroupList(props: { shown: Shown }) {
  const { result, metric, group, words, choose } = props.shown;
  const { assessment } = result;
  const classes = useStyles();
  const current = metricOf(assessment, metric);
  if (!current) {
    return null;
  }
  const name = FAIRNESS_METRIC_WORDS[metric].name;
  const extremes = extremesOf(assessment, current, words);
  return (
    <ul
      className={classes.list}
      aria-label={`${name} by ${attributesTitle(assessment.attributes)}`}
    >
      {assessment.groups.map(outcome => {
        const figure = figureOf(assessment, current, outcome, words);
        return (
          <li key={groupTitle(outcome.group)} className={classes.row}>
            <Typography variant="body2" component="div">
              {groupTitle(outcome.group)}
              <Typography
                variant="caption"
                color="textSecondary"
                component="div"
              >
                {describeSize(outcome)}
              </Typography>
            </Typography>
            {figure.kind === 'figure' ? (
              <FigureButton
                {...figure}
                of={`${name}, ${groupTitle(outcome.group)}`}
                selected={sameGroup(outcome.group, group)}
                onSelect={() => choose(metric, outcome.group)}
              />
            ) : (
              <Typography
                variant="body2"
                color="textSecondary"
                title={figure.why}
              >
                {figure.word}
              </Typography>
            )}
          </li>
        );
      })}
      <li className={classes.row}>
        <Typography variant="body2">
          Furthest apart
          {extremes.note && (
            <Typography
              variant="caption"
              color="textSecondary"
              component="span"
            >
              {' '}
              {extremes.note}
            </Typography>
          )}
        </Typography>
        <FigureButton
          {...extremes}
          note="lowest to highest"
          of={`${name}, groups that are furthest apart`}
          selected={group === null}
          onSelect={() => choose(metric, null)}
        />
      </li>
    </ul>
  );
}
