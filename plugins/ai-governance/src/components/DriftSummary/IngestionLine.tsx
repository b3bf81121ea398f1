import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { IngestionState } from '@ai-governance/plugin-ai-governance-common';
import {
  describeRejection,
  describeRejections,
  formatCount,
  formatCounted,
  formatInstant,
} from '../../format';

const useStyles = makeStyles(
  theme => ({
    problems: {
      overflowWrap: 'anywhere',
      '& summary': { cursor: 'pointer' },
      '& ul': { margin: theme.spacing(0.5, 0), paddingLeft: theme.spacing(3) },
    },
  }),
  { name: 'AiGovernanceIngestionLine' },
);

/** The backend names the latest ones only. */
const MAX_PROBLEMS = 10;

function describe(ingestion: IngestionState): string {
  const { objects, rows, duplicates, rejected, firstHour } = ingestion;
  if (objects === 0) {
    return 'none read yet.';
  }
  const sentences = [
    `${formatCounted(rows, 'row')} from ${formatCounted(
      objects,
      'log object',
    )}${firstHour ? ` since ${formatInstant(firstHour)}` : ''}`,
  ];
  if (duplicates > 0) {
    sentences.push(
      `${formatCounted(duplicates, 'record')} delivered twice, counted once`,
    );
  }
  const { total, reasons } = describeRejections(rejected);
  sentences.push(
    total > 0
      ? `${formatCounted(total, 'line')} rejected: ${reasons.join(', ')}`
      : 'nothing rejected',
  );
  return `${sentences.join('; ')}.`;
}

/** What was read of the endpoint's inference logs so far, and what of it was not counted. */
export function IngestionLine(props: { ingestion: IngestionState }) {
  const { problems, rejectedLines } = props.ingestion;
  const classes = useStyles();
  return (
    <>
      <Typography variant="body2" component="p">
        <strong>Inference logs:</strong> {describe(props.ingestion)}
      </Typography>
      {rejectedLines.length > 0 && (
        <Typography
          variant="body2"
          component="details"
          className={classes.problems}
        >
          <summary>
            {rejectedLines.length === 1
              ? 'The rejected line'
              : `Rejected lines, the latest ${formatCount(
                  rejectedLines.length,
                )}`}
          </summary>
          <ul>
            {rejectedLines.map(({ object, line, reason }) => (
              <li key={`${object} ${line} ${reason}`}>
                <code>{object}</code>, line {line}: {describeRejection(reason)}
              </li>
            ))}
          </ul>
        </Typography>
      )}
      {problems.length > 0 && (
        <Typography
          variant="body2"
          component="details"
          className={classes.problems}
        >
          <summary>
            {problems.length < MAX_PROBLEMS
              ? formatCounted(problems.length, 'log object')
              : `At least ${MAX_PROBLEMS} log objects`}{' '}
            could not be read
          </summary>
          <ul>
            {problems.map(({ object, problem }) => (
              <li key={object}>
                <code>{object}</code>: {problem}
              </li>
            ))}
          </ul>
        </Typography>
      )}
    </>
  );
}
