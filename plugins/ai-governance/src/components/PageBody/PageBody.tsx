import type { ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: 'minmax(0, 1fr)',
      alignContent: 'start',
      padding: theme.spacing(2, 3),
      [theme.breakpoints.down('xs')]: { padding: theme.spacing(2) },
    },
  }),
  { name: 'AiGovernancePageBody' },
);

/** Sections one below the other, with the page's margins. */
export function PageBody(props: { children: ReactNode }) {
  const classes = useStyles();
  return <div className={classes.root}>{props.children}</div>;
}
