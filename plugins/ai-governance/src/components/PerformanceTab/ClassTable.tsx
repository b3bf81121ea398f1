import { useState } from 'react';
import Box from '@material-ui/core/Box';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TablePagination from '@material-ui/core/TablePagination';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  ClassPerformance,
  RateEstimate,
} from '@ai-governance/plugin-ai-governance-statistics';
import { formatCount } from '../../format';
import { formatConfidence, formatRate } from '../../outcomes';
import { ScrollTable } from '../Outcomes';

const PAGE_SIZE = 12;

const useStyles = makeStyles(
  { cell: { whiteSpace: 'nowrap' }, name: { minWidth: 96 } },
  { name: 'AiGovernanceClassTable' },
);

function Rate(props: { rate: RateEstimate | null }) {
  const { rate } = props;
  const classes = useStyles();
  return (
    <TableCell className={classes.cell}>
      {rate ? (
        <>
          {formatRate(rate.value)}
          <Typography variant="caption" color="textSecondary" component="div">
            {formatRate(rate.lower)} to {formatRate(rate.upper)}
          </Typography>
        </>
      ) : (
        <span title="0 of 0 rows">undefined</span>
      )}
    </TableCell>
  );
}

/** Precision, recall and F1 of each class, the most frequent class first. */
export function ClassTable(props: {
  classes: ClassPerformance[];
  confidence: number;
}) {
  const { classes: all, confidence } = props;
  const styles = useStyles();
  const [page, setPage] = useState(0);
  const sorted = [...all].sort((a, b) => b.support - a.support);
  const rows = sorted.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
  return (
    <Box mt={1}>
      <ScrollTable
        label={`Performance by class, with ${formatConfidence(
          confidence,
        )} intervals`}
      >
        <TableHead>
          <TableRow>
            <TableCell>Class</TableCell>
            <TableCell>Precision</TableCell>
            <TableCell>Recall</TableCell>
            <TableCell>F1</TableCell>
            <TableCell className={styles.cell}>Labelled so</TableCell>
            <TableCell className={styles.cell}>Predicted so</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map(({ name, support, predicted, precision, recall, f1 }) => (
            <TableRow key={name}>
              <TableCell
                component="th"
                scope="row"
                role="rowheader"
                className={styles.name}
              >
                {name}
              </TableCell>
              <Rate rate={precision} />
              <Rate rate={recall} />
              <Rate rate={f1} />
              <TableCell>{formatCount(support)}</TableCell>
              <TableCell>{formatCount(predicted)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </ScrollTable>
      {sorted.length > PAGE_SIZE && (
        <TablePagination
          component="div"
          count={sorted.length}
          page={page}
          rowsPerPage={PAGE_SIZE}
          rowsPerPageOptions={[PAGE_SIZE]}
          onPageChange={(_, next) => setPage(next)}
        />
      )}
    </Box>
  );
}
