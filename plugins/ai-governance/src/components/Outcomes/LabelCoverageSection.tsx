import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { LabelCoverage } from '@ai-governance/plugin-ai-governance-common';
import { formatCounted, formatShare } from '../../format';
import { delayWords, describeCoverage } from '../../outcomes';
import { useChartStyle } from '../Chart';
import { Section } from '../Section';

const useStyles = makeStyles(
  theme => ({
    list: {
      display: 'grid',
      gap: theme.spacing(0.5),
      margin: theme.spacing(1, 0, 0),
      padding: 0,
      listStyle: 'none',
    },
    row: {
      display: 'grid',
      gridTemplateColumns: '120px minmax(0, 1fr) 164px',
      gap: theme.spacing(1),
      alignItems: 'center',
      [theme.breakpoints.down('xs')]: {
        gridTemplateColumns: '96px minmax(0, 1fr) 104px',
      },
    },
    bar: { height: 12, borderRadius: 2, minWidth: 1 },
  }),
  { name: 'AiGovernanceLabelCoverage' },
);

/** How many decisions have a label, and how long labels took to come. */
export function LabelCoverageSection(props: { labels: LabelCoverage }) {
  const { labels } = props;
  const classes = useStyles();
  const style = useChartStyle();
  const most = Math.max(0, ...labels.delays.map(({ rows }) => rows));
  const shown = labels.delays
    .map((delay, index) => ({ ...delay, index }))
    .filter(({ rows }) => rows > 0);
  return (
    <Section
      title="Labels"
      subtitle="A label is what turned out to be true. Metrics that need it know only the decisions that have one."
    >
      <Typography variant="body2" component="p">
        {describeCoverage(labels)}
      </Typography>
      {shown.length > 0 && (
        <ul
          className={classes.list}
          aria-label="Labels by the time they took to come"
        >
          {shown.map(({ index, rows }) => (
            <Typography
              key={index}
              component="li"
              variant="body2"
              className={classes.row}
            >
              <span>{delayWords(labels.delays, index)}</span>
              <span
                aria-hidden
                className={classes.bar}
                style={{
                  width: `${(100 * rows) / most}%`,
                  backgroundColor: style.current,
                }}
              />
              <span>
                {formatCounted(rows, 'label')} (
                {formatShare(rows, labels.labelled)})
              </span>
            </Typography>
          ))}
        </ul>
      )}
    </Section>
  );
}
