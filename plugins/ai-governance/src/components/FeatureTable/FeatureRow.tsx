import { Fragment } from 'react';
import type { ReactNode } from 'react';
import ButtonBase from '@material-ui/core/ButtonBase';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  ColumnDrift,
  DriftHistoryPoint,
} from '@ai-governance/plugin-ai-governance-common';
import type { TableColumn } from './tableColumns';
import { STICKY_CELL } from './styles';

const useStyles = makeStyles(
  theme => ({
    row: {
      cursor: 'pointer',
      // Opaque and without stripes, so that the cell which stays in place covers what scrolls below it.
      '&&': { backgroundColor: theme.palette.background.paper },
      '&&:hover, &&.Mui-selected': {
        backgroundColor: theme.palette.background.default,
      },
    },
    name: {
      ...STICKY_CELL,
      minWidth: 130,
      maxWidth: 200,
      // A wide name must not cover the table on a phone.
      [theme.breakpoints.down('xs')]: { minWidth: 110, maxWidth: 150 },
    },
    button: {
      display: 'block',
      width: '100%',
      textAlign: 'left',
      borderRadius: theme.shape.borderRadius,
      padding: theme.spacing(0.25, 0.5),
      font: 'inherit',
      overflowWrap: 'break-word',
      '&:focus-visible': { outline: `2px solid ${theme.palette.primary.main}` },
    },
    label: { fontWeight: 500 },
    selected: { boxShadow: `inset 4px 0 0 ${theme.palette.primary.main}` },
    cell: { whiteSpace: 'nowrap' },
  }),
  { name: 'AiGovernanceFeatureRow' },
);

/** Lets a name such as `months_since_last_delinquency` break after its separators. */
function breakable(name: string): ReactNode {
  return name.split(/(?<=[_.\-/])/).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

/** Properties of {@link FeatureRow}. */
export interface FeatureRowProps {
  row: ColumnDrift;
  columns: TableColumn[];
  history: DriftHistoryPoint[];
  selected: boolean;
  onSelect(): void;
}

/** One watched column; pressing its name or anywhere in the row shows its charts. */
export function FeatureRow(props: FeatureRowProps) {
  const { row, selected } = props;
  const classes = useStyles();
  const kind = row.role === 'prediction' ? 'prediction, ' : '';
  return (
    <TableRow
      hover
      selected={selected}
      className={classes.row}
      onClick={props.onSelect}
    >
      <TableCell
        component="th"
        role="rowheader"
        scope="row"
        className={`${classes.name} ${selected ? classes.selected : ''}`}
      >
        <ButtonBase
          className={classes.button}
          aria-pressed={selected}
          aria-label={`${row.column}: show charts`}
        >
          <span className={classes.label}>{breakable(row.column)}</span>
          <Typography
            variant="caption"
            color="textSecondary"
            component="span"
            display="block"
          >
            {kind}
            {row.type}
          </Typography>
        </ButtonBase>
      </TableCell>
      {props.columns.map(column => (
        <TableCell
          key={column.id}
          align={column.align}
          className={classes.cell}
          title={column.title?.(row)}
        >
          {column.render(row, { history: props.history })}
        </TableCell>
      ))}
    </TableRow>
  );
}
