import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { alpha, makeStyles, useTheme } from '@material-ui/core/styles';
import type { OutcomePair } from '@ai-governance/plugin-ai-governance-common';
import type {
  ClassPerformance,
  ConfusionMatrix,
} from '@ai-governance/plugin-ai-governance-statistics';
import { formatCount, formatCounted, formatShare } from '../../format';
import { useVerdictColors } from '../Verdict';
import { ScrollTable } from '../Outcomes';
import { Section } from '../Section';
import { ClassTable } from './ClassTable';

/** Classes that a matrix is drawn of; the rest is in the list of mistakes. */
const MOST_CLASSES = 12;
/** Mistakes that are listed. */
const MOST_MISTAKES = 5;

const useStyles = makeStyles(
  theme => ({
    name: {
      position: 'sticky',
      left: 0,
      zIndex: 1,
      backgroundColor: theme.palette.background.paper,
      whiteSpace: 'nowrap',
    },
    cell: { whiteSpace: 'nowrap' },
    right: { fontWeight: 700 },
    mistakes: { margin: 0, paddingLeft: 20, overflowWrap: 'anywhere' },
  }),
  { name: 'AiGovernanceConfusionPanel' },
);

/** What an outcome is, as configured. */
function specText(spec: OutcomePair['label']): string {
  return Array.isArray(spec) ? spec.join(' or ') : String(spec);
}

/** The most frequent mistakes, the most frequent first. */
export function frequentMistakes(
  matrix: number[][],
  names: string[],
): { actual: string; predicted: string; rows: number; share: number }[] {
  return matrix
    .flatMap((row, actual) => {
      const support = row.reduce((sum, n) => sum + n, 0);
      return row.map((rows, predicted) => ({
        actual: names[actual],
        predicted: names[predicted],
        rows,
        share: rows / support,
        isMistake: actual !== predicted && rows > 0,
      }));
    })
    .filter(({ isMistake }) => isMistake)
    .sort((a, b) => b.rows - a.rows)
    .slice(0, MOST_MISTAKES)
    .map(({ isMistake: _, ...mistake }) => mistake);
}

/** What was predicted of what turned out to be, and how well each class is recognised. */
export function ConfusionPanel(props: {
  confusion: ConfusionMatrix;
  classes: ClassPerformance[];
  /** What a binary model detects; null for other tasks. */
  positive: OutcomePair | null;
  confidence: number;
}) {
  const { confusion, classes: performance, positive, confidence } = props;
  const classes = useStyles();
  const { palette } = useTheme();
  const colors = useVerdictColors();
  const names = [...confusion.classes, 'any other'];
  const used = names.map(
    (_, index) =>
      index < confusion.classes.length ||
      confusion.matrix[index].some(n => n > 0) ||
      confusion.matrix.some(row => row[index] > 0),
  );
  const shown = names.map((_, index) => index).filter(index => used[index]);
  const mistakes = frequentMistakes(confusion.matrix, names);
  return (
    <Section
      title="Confusion"
      subtitle={
        positive
          ? `Rows are what turned out to be, columns what was predicted. Positive is: predicted ${specText(
              positive.prediction,
            )}, label ${specText(positive.label)}.`
          : 'Rows are what turned out to be, columns what was predicted.'
      }
    >
      {shown.length <= MOST_CLASSES ? (
        <ScrollTable label="Confusion matrix, in labelled rows">
          <TableHead>
            <TableRow>
              <TableCell className={classes.name}>Actual</TableCell>
              {shown.map(column => (
                <TableCell key={column}>predicted {names[column]}</TableCell>
              ))}
              <TableCell>n</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {shown.map(row => {
              const support = confusion.matrix[row].reduce((a, b) => a + b, 0);
              return (
                <TableRow key={row}>
                  <TableCell
                    component="th"
                    scope="row"
                    role="rowheader"
                    className={classes.name}
                  >
                    {names[row]}
                  </TableCell>
                  {shown.map(column => {
                    const rows = confusion.matrix[row][column];
                    const right = row === column;
                    const hue = right
                      ? palette.primary.main
                      : colors.fail.strong;
                    return (
                      <TableCell
                        key={column}
                        className={`${classes.cell} ${
                          right ? classes.right : ''
                        }`}
                        style={{
                          backgroundColor: alpha(
                            hue,
                            support === 0 ? 0 : (0.35 * rows) / support,
                          ),
                        }}
                      >
                        {formatCount(rows)}
                        <Typography variant="caption" component="div">
                          {formatShare(rows, support)}
                        </Typography>
                      </TableCell>
                    );
                  })}
                  <TableCell className={classes.cell}>
                    {formatCount(support)}
                  </TableCell>
                </TableRow>
              );
            })}
          </TableBody>
        </ScrollTable>
      ) : (
        <Typography variant="body2" component="p">
          The matrix of {formatCounted(shown.length, 'class', 'classes')} is not
          drawn; the classes and the most frequent mistakes are below.
        </Typography>
      )}
      {mistakes.length > 0 && (
        <>
          <Typography component="h3" variant="subtitle2">
            Most frequent mistakes
          </Typography>
          <ul className={classes.mistakes}>
            {mistakes.map(({ actual, predicted, rows, share }) => (
              <Typography
                key={`${actual}/${predicted}`}
                component="li"
                variant="body2"
              >
                {actual} taken for {predicted}: {formatCounted(rows, 'row')} (
                {formatShare(share, 1)} of {actual})
              </Typography>
            ))}
          </ul>
        </>
      )}
      <ClassTable classes={performance} confidence={confidence} />
      {confusion.unknownLabels > 0 && (
        <Typography variant="caption" color="textSecondary" component="p">
          {formatCounted(confusion.unknownLabels, 'label')} of no known class
          took no part in any metric.
        </Typography>
      )}
    </Section>
  );
}
