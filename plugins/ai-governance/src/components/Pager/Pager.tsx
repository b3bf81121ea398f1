import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import NavigateBeforeIcon from '@material-ui/icons/NavigateBefore';
import NavigateNextIcon from '@material-ui/icons/NavigateNext';
import { formatCount } from '../../format';
import type { Pages } from '../../hooks';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      justifyContent: 'flex-end',
      gap: theme.spacing(1),
      paddingTop: theme.spacing(1),
    },
  }),
  { name: 'AiGovernancePager' },
);

/** Properties of {@link Pager}. */
export interface PagerProps {
  /** What is paged, for example `endpoints`. */
  what: string;
  pages: Pages;
  /** Rows of a full page. */
  pageSize: number;
  /** Rows of this page. */
  shown: number;
  /** Rows of all pages; absent when the server does not count them. */
  total?: number;
  nextCursor: string | null;
}

/** Turns the pages of a list; nothing when there is only one. */
export function Pager(props: PagerProps) {
  const { what, pages, pageSize, shown, total, nextCursor } = props;
  const classes = useStyles();
  if (pages.index === 0 && nextCursor === null) {
    return null;
  }
  const first = pages.index * pageSize + 1;
  const range = `${formatCount(first)}–${formatCount(first + shown - 1)}`;
  return (
    <nav className={classes.root} aria-label={`Pages of ${what}`}>
      <Typography variant="body2" role="status">
        {shown === 0 ? `No ${what}` : range}
        {total === undefined ? '' : ` of ${formatCount(total)} ${what}`}
      </Typography>
      <Button
        size="small"
        variant="outlined"
        startIcon={<NavigateBeforeIcon />}
        disabled={pages.index === 0}
        onClick={pages.previous}
      >
        Previous
      </Button>
      <Button
        size="small"
        variant="outlined"
        endIcon={<NavigateNextIcon />}
        disabled={nextCursor === null}
        onClick={() => nextCursor !== null && pages.next(nextCursor)}
      >
        Next
      </Button>
    </nav>
  );
}
