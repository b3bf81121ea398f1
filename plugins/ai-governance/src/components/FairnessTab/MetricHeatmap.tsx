import Button from '@material-ui/core/Button';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { GroupOutcome } from '@ai-governance/plugin-ai-governance-statistics';
import { formatCounted } from '../../format';
import {
  FAIRNESS_METRIC_WORDS,
  FAIRNESS_WORDS,
  attributesTitle,
  groupTitle,
  sameGroup,
} from '../../outcomes';
import { ScrollTable } from '../Outcomes';
import { VerdictIcon } from '../Verdict';
import { FigureButton } from './FigureButton';
import { extremesOf, figureOf } from './figures';
import type { Shown } from './shown';

const useStyles = makeStyles(
  theme => ({
    head: {
      verticalAlign: 'bottom',
      '& button': {
        textTransform: 'none',
        textAlign: 'left',
        lineHeight: 1.2,
        minWidth: 0,
        padding: theme.spacing(0.5),
      },
    },
    group: {
      position: 'sticky',
      left: 0,
      zIndex: 1,
      backgroundColor: theme.palette.background.paper,
      minWidth: 140,
      maxWidth: 260,
      overflowWrap: 'anywhere',
    },
    figure: { '&&': { padding: 3 } },
    absent: {
      color: theme.palette.text.secondary,
      fontStyle: 'italic',
    },
    word: {
      color: theme.palette.text.secondary,
      whiteSpace: 'nowrap',
      marginLeft: theme.spacing(1),
    },
  }),
  { name: 'AiGovernanceMetricHeatmap' },
);

/** How many decisions a group has, as far as that may be said. */
export function describeSize(outcome: GroupOutcome): string {
  switch (outcome.state) {
    case 'shown':
      return `n = ${formatCounted(outcome.counts.n, 'decision')}`;
    case 'suppressed':
      return 'suppressed';
    default:
      return 'empty';
  }
}

/** All metrics across, all groups down, each figure in the colour and with the shape of its verdict. */
export function MetricHeatmap(props: { shown: Shown }) {
  const { shown } = props;
  const { result, metric, group, words, choose } = shown;
  const { assessment } = result;
  const classes = useStyles();
  const title = attributesTitle(assessment.attributes);
  return (
    <ScrollTable label={`Fairness metrics by ${title}`}>
      <TableHead>
        <TableRow>
          <TableCell className={`${classes.group} ${classes.head}`}>
            {title}
          </TableCell>
          {assessment.metrics.map(each => (
            <TableCell
              key={each.metric}
              className={classes.head}
              aria-label={`${FAIRNESS_METRIC_WORDS[each.metric].name}: ${
                FAIRNESS_WORDS[each.verdict]
              }`}
            >
              <Button
                size="small"
                startIcon={<VerdictIcon verdict={each.verdict} />}
                title={FAIRNESS_METRIC_WORDS[each.metric].explanation}
                aria-pressed={each.metric === metric}
                onClick={() => choose(each.metric, group)}
              >
                {FAIRNESS_METRIC_WORDS[each.metric].name}
              </Button>
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {assessment.groups.map(outcome => (
          <TableRow key={groupTitle(outcome.group)}>
            <TableCell
              component="th"
              scope="row"
              role="rowheader"
              className={classes.group}
            >
              {groupTitle(outcome.group)}
              <Typography
                variant="caption"
                color="textSecondary"
                component="div"
              >
                {describeSize(outcome)}
              </Typography>
            </TableCell>
            {outcome.state === 'shown' ? (
              assessment.metrics.map(each => {
                const figure = figureOf(assessment, each, outcome, words);
                return (
                  <TableCell key={each.metric} className={classes.figure}>
                    {figure.kind === 'figure' ? (
                      <FigureButton
                        {...figure}
                        of={`${
                          FAIRNESS_METRIC_WORDS[each.metric].name
                        }, ${groupTitle(outcome.group)}`}
                        selected={
                          each.metric === metric &&
                          sameGroup(outcome.group, group)
                        }
                        onSelect={() => choose(each.metric, outcome.group)}
                      />
                    ) : (
                      <Typography
                        variant="caption"
                        className={classes.word}
                        title={figure.why}
                      >
                        {figure.word}
                      </Typography>
                    )}
                  </TableCell>
                );
              })
            ) : (
              <TableCell
                colSpan={assessment.metrics.length}
                className={classes.absent}
              >
                {outcome.state === 'suppressed'
                  ? `suppressed: fewer than ${assessment.parameters.minGroupSize} decisions, so that nobody can be told apart`
                  : 'empty: no decisions'}
              </TableCell>
            )}
          </TableRow>
        ))}
        <TableRow>
          <TableCell
            component="th"
            scope="row"
            role="rowheader"
            className={classes.group}
          >
            Furthest apart
            <Typography variant="caption" color="textSecondary" component="div">
              lowest – highest
            </Typography>
          </TableCell>
          {assessment.metrics.map(each => {
            const figure = extremesOf(assessment, each, words);
            return (
              <TableCell key={each.metric} className={classes.figure}>
                <FigureButton
                  {...figure}
                  note={
                    assessment.attributes.length > 1
                      ? 'two groups'
                      : figure.note
                  }
                  of={`${
                    FAIRNESS_METRIC_WORDS[each.metric].name
                  }, groups that are furthest apart`}
                  selected={each.metric === metric && group === null}
                  onSelect={() => choose(each.metric, null)}
                />
              </TableCell>
            );
          })}
        </TableRow>
      </TableBody>
    </ScrollTable>
  );
}
