import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { GroupOutcome } from '@ai-governance/plugin-ai-governance-statistics';
import { formatCount } from '../../format';
import {
  FAIRNESS_METRIC_WORDS,
  RATES,
  attributesTitle,
  formatRate,
  groupTitle,
  groupVerdict,
  matrixOf,
  sameGroup,
} from '../../outcomes';
import { ScrollTable } from '../Outcomes';
import { Section } from '../Section';
import { VerdictIcon, useVerdictColors } from '../Verdict';
import type { Shown } from './shown';

const useStyles = makeStyles(
  theme => ({
    name: {
      position: 'sticky',
      left: 0,
      zIndex: 1,
      backgroundColor: theme.palette.background.paper,
      whiteSpace: 'nowrap',
    },
    column: { whiteSpace: 'nowrap' },
    cell: {
      whiteSpace: 'nowrap',
      '&&': { padding: theme.spacing(0.75) },
      borderRadius: 4,
    },
    value: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: 4,
      fontWeight: 700,
      whiteSpace: 'nowrap',
    },
    absent: {
      color: theme.palette.text.secondary,
      fontStyle: 'italic',
      backgroundImage: `repeating-linear-gradient(45deg, ${theme.palette.divider} 0 1px, transparent 1px 7px)`,
    },
  }),
  { name: 'AiGovernanceIntersectionMatrix' },
);

function MatrixCell(props: {
  outcome: GroupOutcome | undefined;
  shown: Shown;
}) {
  const { outcome, shown } = props;
  const { assessment } = shown.result;
  const classes = useStyles();
  const colors = useVerdictColors();
  if (outcome?.state !== 'shown') {
    const suppressed = outcome?.state === 'suppressed';
    return (
      <TableCell
        className={`${classes.cell} ${classes.absent}`}
        title={
          suppressed
            ? `Fewer than ${assessment.parameters.minGroupSize} decisions`
            : 'No decisions'
        }
      >
        {suppressed ? 'suppressed' : 'empty'}
      </TableCell>
    );
  }
  const [rate] = FAIRNESS_METRIC_WORDS[shown.metric].rates;
  const figure = outcome.rates[rate];
  const isReference = sameGroup(outcome.group, assessment.reference);
  const verdict = groupVerdict(assessment, outcome.group);
  return (
    <TableCell
      className={classes.cell}
      style={verdict ? { backgroundColor: colors[verdict].tint } : undefined}
      title={figure.reason ?? undefined}
    >
      <span className={classes.value}>
        {verdict && <VerdictIcon verdict={verdict} />}
        {formatRate(figure.value)}
      </span>
      {figure.lower !== null && figure.upper !== null && (
        <Typography variant="caption" component="div">
          {formatRate(figure.lower)} to {formatRate(figure.upper)}
        </Typography>
      )}
      <Typography variant="caption" component="div">
        n ={' '}
        {figure.count === null ? 'too few labels' : formatCount(figure.count)}
        {isReference ? ', reference' : ''}
      </Typography>
    </TableCell>
  );
}

/** Rates where attributes meet: groups that are too small or empty are there and say so. */
export function IntersectionMatrix(props: { shown: Shown }) {
  const { shown } = props;
  const { assessment } = shown.result;
  const classes = useStyles();
  const { rows, columns } = matrixOf(assessment);
  const { attributes } = assessment;
  const [rate] = FAIRNESS_METRIC_WORDS[shown.metric].rates;
  const title = attributesTitle(attributes);
  return (
    <Section
      title={`Where ${title} meet`}
      subtitle={`${RATES[rate].name}: ${RATES[rate].of}, with its interval. The sign is the worst of all metrics for the group. Suppressed: fewer than ${assessment.parameters.minGroupSize} decisions; empty: none.`}
    >
      <ScrollTable label={`${RATES[rate].name} by ${title}`}>
        <TableHead>
          <TableRow>
            <TableCell className={classes.name}>
              {groupTitle(attributes.slice(0, -1))}
            </TableCell>
            {columns.map(column => (
              <TableCell key={column} className={classes.column}>
                {attributes[attributes.length - 1]} {column}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map(row => (
            <TableRow key={row.name}>
              <TableCell
                component="th"
                scope="row"
                role="rowheader"
                className={classes.name}
              >
                {row.name}
              </TableCell>
              {row.cells.map((outcome, index) => (
                <MatrixCell
                  key={columns[index]}
                  outcome={outcome}
                  shown={shown}
                />
              ))}
            </TableRow>
          ))}
        </TableBody>
      </ScrollTable>
    </Section>
  );
}
