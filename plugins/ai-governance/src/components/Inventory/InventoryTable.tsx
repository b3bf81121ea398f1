import { Link } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import type { InventoryFinding } from '@ai-governance/plugin-ai-governance-common';
import {
  CLOUD_WORDS,
  ISSUE_WORDS,
  formatDay,
  formatInstant,
  formatRelative,
} from '../../format';
import { STICKY_CELL } from '../FeatureTable/styles';
import { IssueIcon } from './IssueIcon';

const SKELETON_ROWS = 8;

const useStyles = makeStyles(
  theme => ({
    scroll: {
      overflowX: 'auto',
      '&:focus-visible': { outline: `2px solid ${theme.palette.primary.main}` },
      '& td, & th': { padding: theme.spacing(0.75, 1), verticalAlign: 'top' },
    },
    row: { '&&': { backgroundColor: theme.palette.background.paper } },
    name: {
      ...STICKY_CELL,
      minWidth: 150,
      maxWidth: 220,
      overflowWrap: 'anywhere',
      [theme.breakpoints.down('xs')]: { minWidth: 120, maxWidth: 140 },
    },
    issue: { minWidth: 240, maxWidth: 420, overflowWrap: 'anywhere' },
    title: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      fontWeight: 500,
    },
    owner: { minWidth: 90, maxWidth: 150, overflowWrap: 'anywhere' },
    nowrap: { whiteSpace: 'nowrap' },
    fix: { minWidth: 140, maxWidth: 220, overflowWrap: 'anywhere' },
    waiting: { opacity: 0.5 },
  }),
  { name: 'AiGovernanceInventoryTable' },
);

const HEADERS = ['Endpoint', 'What is wrong', 'Owner', 'Since', 'What to do'];

/** What to do, as a link where there is a place to do it. */
function Fix(props: { fix: InventoryFinding['fix'] }) {
  const { label, url } = props.fix;
  return url === null ? <>{label}</> : <Link to={url}>{label}</Link>;
}

function FindingRow(props: { finding: InventoryFinding }) {
  const { finding } = props;
  const classes = useStyles();
  return (
    <TableRow className={classes.row}>
      <TableCell
        component="th"
        role="rowheader"
        scope="row"
        className={classes.name}
      >
        <EntityRefLink entityRef={finding.entityRef} title={finding.title} />
        <Typography variant="caption" component="p" color="textSecondary">
          {finding.place || CLOUD_WORDS[finding.cloud]}
        </Typography>
      </TableCell>
      <TableCell className={classes.issue}>
        <span className={classes.title}>
          <IssueIcon issue={finding.issue} />
          {ISSUE_WORDS[finding.issue].title}
        </span>
        <Typography variant="caption" component="p" color="textSecondary">
          {finding.detail}
        </Typography>
      </TableCell>
      <TableCell className={classes.owner}>
        <EntityRefLink entityRef={finding.owner} defaultKind="group" hideIcon />
      </TableCell>
      <TableCell
        className={classes.nowrap}
        title={formatInstant(finding.since)}
      >
        {formatDay(finding.since)}
        <Typography variant="caption" component="p" color="textSecondary">
          {formatRelative(finding.since)}
        </Typography>
      </TableCell>
      <TableCell className={classes.fix}>
        <Fix fix={finding.fix} />
      </TableCell>
    </TableRow>
  );
}

/** Properties of {@link InventoryTable}. */
export interface InventoryTableProps {
  /** Undefined while the first page is loaded. */
  findings: InventoryFinding[] | undefined;
  loading: boolean;
}

/** A page of findings: what is wrong, since when, and what to do about it. */
export function InventoryTable(props: InventoryTableProps) {
  const { findings, loading } = props;
  const classes = useStyles();
  return (
    <div
      className={classes.scroll}
      role="region"
      aria-label="Inventory findings"
      aria-busy={loading}
      // A region that scrolls sideways must be reachable without a mouse.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <Table size="small">
        <TableHead>
          <TableRow className={classes.row}>
            {HEADERS.map((header, index) => (
              <TableCell
                key={header}
                className={index === 0 ? classes.name : classes.nowrap}
              >
                {header}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody className={loading ? classes.waiting : undefined}>
          {findings
            ? findings.map(finding => (
                <FindingRow key={finding.id} finding={finding} />
              ))
            : Array.from({ length: SKELETON_ROWS }, (_, row) => (
                <TableRow key={row}>
                  <TableCell colSpan={HEADERS.length}>
                    <Skeleton variant="rect" height={36} />
                  </TableCell>
                </TableRow>
              ))}
        </TableBody>
      </Table>
    </div>
  );
}
