import Checkbox from '@material-ui/core/Checkbox';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ColumnType } from '@ai-governance/plugin-ai-governance-common';
import {
  type ColumnDraft,
  describePlace,
  describeSample,
  nameProblem,
} from './draft';

/** Longest name that the backend takes. */
const NAME_LENGTH = 255;

const useStyles = makeStyles(
  theme => ({
    name: { minWidth: 180 },
    type: { minWidth: 120 },
    facts: { minWidth: 200, overflowWrap: 'anywhere' },
    cell: { verticalAlign: 'top', padding: theme.spacing(1) },
  }),
  { name: 'AiGovernanceColumnsTable' },
);

/** Properties of {@link ColumnsTable}. */
export interface ColumnsTableProps {
  draft: ColumnDraft[];
  /** Absent when the caller may only look. */
  onChange?: (draft: ColumnDraft[]) => void;
}

/** The columns with samples of their values, to be named, typed, or left out. */
export function ColumnsTable(props: ColumnsTableProps) {
  const { draft, onChange } = props;
  const classes = useStyles();
  const change = (entry: ColumnDraft, changes: Partial<ColumnDraft>) =>
    onChange?.(
      draft.map(other => (other === entry ? { ...entry, ...changes } : other)),
    );
  return (
    <TableContainer>
      <Table size="small" aria-label="Columns">
        <TableHead>
          <TableRow>
            <TableCell className={classes.cell}>Watch</TableCell>
            <TableCell className={classes.cell}>Name</TableCell>
            <TableCell className={classes.cell}>Type</TableCell>
            <TableCell className={classes.cell}>Found in</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {draft.map(entry => {
            const { column, watched, name, type } = entry;
            const place = describePlace(column);
            const problem = nameProblem(entry, draft);
            return (
              <TableRow key={`${column.role} ${column.at}`}>
                <TableCell padding="checkbox" className={classes.cell}>
                  <Checkbox
                    color="primary"
                    checked={watched}
                    disabled={!onChange}
                    onChange={event =>
                      change(entry, { watched: event.target.checked })
                    }
                    inputProps={{ 'aria-label': `Watch ${place}` }}
                  />
                </TableCell>
                <TableCell className={classes.cell}>
                  <TextField
                    className={classes.name}
                    size="small"
                    variant="outlined"
                    fullWidth
                    value={name}
                    disabled={!onChange || !watched}
                    error={problem !== undefined}
                    helperText={problem}
                    onChange={event =>
                      change(entry, { name: event.target.value })
                    }
                    inputProps={{
                      'aria-label': `Name of ${place}`,
                      maxLength: NAME_LENGTH,
                    }}
                  />
                </TableCell>
                <TableCell className={classes.cell}>
                  <TextField
                    className={classes.type}
                    select
                    size="small"
                    variant="outlined"
                    value={type}
                    disabled={!onChange || !watched}
                    onChange={event =>
                      change(entry, { type: event.target.value as ColumnType })
                    }
                    SelectProps={{
                      native: true,
                      inputProps: { 'aria-label': `Type of ${place}` },
                    }}
                  >
                    <option value="numeric">numeric</option>
                    <option value="categorical">categorical</option>
                  </TextField>
                </TableCell>
                <TableCell className={`${classes.cell} ${classes.facts}`}>
                  <Typography variant="body2">{place}</Typography>
                  <Typography variant="body2" color="textSecondary">
                    {describeSample(column.sample)}
                  </Typography>
                </TableCell>
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
