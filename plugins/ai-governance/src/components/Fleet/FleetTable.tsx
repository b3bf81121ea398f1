import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import TableSortLabel from '@material-ui/core/TableSortLabel';
import Skeleton from '@material-ui/lab/Skeleton';
import { makeStyles } from '@material-ui/core/styles';
import type {
  FleetOrder,
  ModelSummary,
} from '@ai-governance/plugin-ai-governance-common';
import { FIRST_DIRECTION } from '../../fleet';
import { STICKY_CELL } from '../FeatureTable/styles';
import { VisuallyHidden } from '../Section';
import { FleetRow } from './FleetRow';

const useStyles = makeStyles(
  theme => ({
    scroll: {
      overflowX: 'auto',
      position: 'relative',
      '&:focus-visible': { outline: `2px solid ${theme.palette.primary.main}` },
      '& td, & th': {
        padding: theme.spacing(0.75, 1),
        verticalAlign: 'top',
      },
      '& thead th': { verticalAlign: 'middle' },
    },
    head: {
      whiteSpace: 'nowrap',
      backgroundColor: theme.palette.background.paper,
    },
    name: STICKY_CELL,
    waiting: { opacity: 0.5 },
  }),
  { name: 'AiGovernanceFleetTable' },
);

const COLUMNS: {
  header: string;
  order?: FleetOrder;
  align?: 'right';
  title?: string;
}[] = [
  { header: 'Endpoint', order: 'title' },
  { header: 'Verdict', order: 'verdict' },
  {
    header: '14 days',
    title:
      'Verdict of each of the last 14 UTC days, today on the right. A taller bar is graver, a hollow one could not judge.',
  },
  { header: 'Health', order: 'health' },
  { header: 'Findings', align: 'right', title: 'Findings that are open' },
  { header: 'Owner', order: 'owner' },
  { header: 'Last check', order: 'lastRunAt' },
];
/** Rows drawn while the first page loads. */
const SKELETON_ROWS = 8;

/** Properties of {@link FleetTable}. */
export interface FleetTableProps {
  /** Undefined while the first page is loaded. */
  models: ModelSummary[] | undefined;
  /** Whether another page is being loaded. */
  loading: boolean;
  order: FleetOrder;
  direction: 'asc' | 'desc';
  onSort(order: FleetOrder, direction: 'asc' | 'desc'): void;
  /** Called when a run that was started in a row has ended. */
  onMeasured(): void;
}

/** A page of endpoints, in the server's order. */
export function FleetTable(props: FleetTableProps) {
  const { models, order, direction, onSort } = props;
  const classes = useStyles();
  const sort = (by: FleetOrder) =>
    onSort(
      by,
      by === order
        ? ({ asc: 'desc', desc: 'asc' } as const)[direction]
        : FIRST_DIRECTION[by],
    );
  return (
    <div
      className={classes.scroll}
      role="region"
      aria-label="List of endpoints"
      aria-busy={props.loading}
      // A region that scrolls sideways must be reachable without a mouse.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <Table size="small">
        <TableHead>
          <TableRow className={classes.head}>
            {COLUMNS.map((column, index) => (
              <TableCell
                key={column.header}
                align={column.align}
                title={column.title}
                className={index === 0 ? classes.name : undefined}
                sortDirection={column.order === order ? direction : false}
              >
                {column.order ? (
                  <TableSortLabel
                    active={column.order === order}
                    direction={column.order === order ? direction : 'asc'}
                    onClick={() => column.order && sort(column.order)}
                  >
                    {column.header}
                  </TableSortLabel>
                ) : (
                  column.header
                )}
              </TableCell>
            ))}
            <TableCell>
              <VisuallyHidden>Actions</VisuallyHidden>
            </TableCell>
          </TableRow>
        </TableHead>
        <TableBody className={props.loading ? classes.waiting : undefined}>
          {models
            ? models.map(model => (
                <FleetRow
                  key={model.id}
                  model={model}
                  onMeasured={props.onMeasured}
                />
              ))
            : Array.from({ length: SKELETON_ROWS }, (_, row) => (
                <TableRow key={row}>
                  <TableCell colSpan={COLUMNS.length + 1}>
                    <Skeleton variant="rect" height={40} />
                  </TableCell>
                </TableRow>
              ))}
        </TableBody>
      </Table>
    </div>
  );
}
