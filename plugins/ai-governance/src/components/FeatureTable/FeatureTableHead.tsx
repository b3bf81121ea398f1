import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import TableSortLabel from '@material-ui/core/TableSortLabel';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import type { SortState } from './useFeatureRows';
import type { TableColumn } from './tableColumns';
import { STICKY_CELL } from './styles';

const useStyles = makeStyles(
  theme => ({
    head: {
      whiteSpace: 'nowrap',
      backgroundColor: theme.palette.background.paper,
    },
    name: STICKY_CELL,
    help: {
      textDecoration: 'underline dotted',
      textUnderlineOffset: '4px',
    },
  }),
  { name: 'AiGovernanceFeatureTableHead' },
);

/** Properties of {@link FeatureTableHead}. */
export interface FeatureTableHeadProps {
  /** All columns, that of the name first. */
  columns: TableColumn[];
  sort: SortState;
  onSort(columnId: string): void;
}

/** Headers that sort and, on hover or focus, say what the numbers mean. */
export function FeatureTableHead(props: FeatureTableHeadProps) {
  const classes = useStyles();
  return (
    <TableHead>
      <TableRow className={classes.head}>
        {props.columns.map((column, index) => {
          const active = props.sort.columnId === column.id;
          const direction = active && props.sort.descending ? 'desc' : 'asc';
          const text = (
            <span className={column.help && classes.help}>{column.header}</span>
          );
          return (
            <TableCell
              key={column.id}
              align={column.align}
              className={index === 0 ? classes.name : undefined}
              sortDirection={active ? direction : false}
            >
              <Tooltip title={column.help ?? ''} interactive>
                {column.compare ? (
                  <TableSortLabel
                    active={active}
                    direction={direction}
                    onClick={() => props.onSort(column.id)}
                  >
                    {text}
                  </TableSortLabel>
                ) : (
                  // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the tooltip shows on focus
                  <span tabIndex={0}>{text}</span>
                )}
              </Tooltip>
            </TableCell>
          );
        })}
      </TableRow>
    </TableHead>
  );
}
