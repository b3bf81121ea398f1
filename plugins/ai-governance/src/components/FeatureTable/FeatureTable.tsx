import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import InputAdornment from '@material-ui/core/InputAdornment';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TablePagination from '@material-ui/core/TablePagination';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import GetAppIcon from '@material-ui/icons/GetApp';
import SearchIcon from '@material-ui/icons/Search';
import ToggleButton from '@material-ui/lab/ToggleButton';
import ToggleButtonGroup from '@material-ui/lab/ToggleButtonGroup';
import type {
  DriftHistoryPoint,
  DriftRun,
  MonitorSettings,
} from '@ai-governance/plugin-ai-governance-common';
import { isDrifting, pointsByColumn } from '../../drift';
import { formatCount } from '../../format';
import { Section, useToggleStyles } from '../Section';
import { FeatureRow } from './FeatureRow';
import { FeatureTableHead } from './FeatureTableHead';
import { Glossary } from './Glossary';
import { downloadCsv } from './downloadCsv';
import { tableColumns } from './tableColumns';
import type { TableColumn } from './tableColumns';
import { PAGE_SIZE, useFeatureRows } from './useFeatureRows';

const useStyles = makeStyles(
  theme => ({
    scroll: {
      overflowX: 'auto',
      '&:focus-visible': { outline: `2px solid ${theme.palette.primary.main}` },
      '& td, & th': { padding: theme.spacing(0.75, 1) },
    },
  }),
  { name: 'AiGovernanceFeatureTable' },
);

const NAME_COLUMN: TableColumn = {
  id: 'name',
  header: 'Column',
  compare: (a, b) => a.column.localeCompare(b.column),
  render: row => row.column,
};

/** Properties of {@link FeatureTable}. */
export interface FeatureTableProps {
  run: DriftRun;
  correction: MonitorSettings['correction'];
  /** Recent history of all columns, oldest first. */
  history: DriftHistoryPoint[];
  /** Length of that history in days. */
  historyDays: number;
  selected: string | undefined;
  onSelect(column: string): void;
}

/** Every watched column with its tests, worst first. */
export function FeatureTable(props: FeatureTableProps) {
  const { run } = props;
  const classes = useStyles();
  const toggle = useToggleStyles();
  const measures = tableColumns(props.correction, props.historyDays);
  const columns = [NAME_COLUMN, ...measures];
  const rows = useFeatureRows(run.columns, columns);
  const history = pointsByColumn(props.history);
  const drifting = run.columns.filter(isDrifting).length;

  return (
    <Section
      title="Columns"
      subtitle="Choose a row to see its charts."
      actions={
        <Box display="flex" flexWrap="wrap" gridGap={8} alignItems="center">
          <ToggleButtonGroup
            exclusive
            size="small"
            value={rows.filter}
            onChange={(_, next) => next && rows.setFilter(next)}
            aria-label="Which columns"
          >
            <ToggleButton classes={toggle} value="all">
              All {formatCount(run.columns.length)}
            </ToggleButton>
            <ToggleButton classes={toggle} value="drifting">
              Drifting {formatCount(drifting)}
            </ToggleButton>
          </ToggleButtonGroup>
          <TextField
            size="small"
            variant="outlined"
            placeholder="Search"
            value={rows.search}
            onChange={event => rows.setSearch(event.target.value)}
            inputProps={{ 'aria-label': 'Search columns' }}
            InputProps={{
              startAdornment: (
                <InputAdornment position="start">
                  <SearchIcon fontSize="small" aria-hidden />
                </InputAdornment>
              ),
            }}
          />
          <Button startIcon={<GetAppIcon />} onClick={() => downloadCsv(run)}>
            CSV
          </Button>
        </Box>
      }
    >
      <div
        className={classes.scroll}
        role="region"
        aria-label="Drift of each column"
        // A region that scrolls sideways must be reachable without a mouse.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <Table size="small">
          <FeatureTableHead
            columns={columns}
            sort={rows.sort}
            onSort={rows.sortBy}
          />
          <TableBody>
            {rows.page.map(row => (
              <FeatureRow
                key={row.column}
                row={row}
                columns={measures}
                history={history.get(row.column) ?? []}
                selected={row.column === props.selected}
                onSelect={() => props.onSelect(row.column)}
              />
            ))}
          </TableBody>
        </Table>
      </div>
      {rows.matching === 0 && (
        <Box p={2}>
          <Typography variant="body2" color="textSecondary">
            {run.columns.length === 0
              ? 'No column has been compared yet.'
              : 'No column matches.'}
          </Typography>
        </Box>
      )}
      {rows.matching > PAGE_SIZE && (
        <TablePagination
          component="div"
          count={rows.matching}
          page={rows.pageIndex}
          rowsPerPage={PAGE_SIZE}
          rowsPerPageOptions={[PAGE_SIZE]}
          onPageChange={(_, page) => rows.setPageIndex(page)}
        />
      )}
      <Glossary columns={measures} />
    </Section>
  );
}
