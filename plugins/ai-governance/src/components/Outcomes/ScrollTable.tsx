import type { ReactNode } from 'react';
import Table from '@material-ui/core/Table';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  theme => ({
    root: {
      overflowX: 'auto',
      '&:focus-visible': { outline: `2px solid ${theme.palette.primary.main}` },
      // Portals break words in cells anywhere, which would make a narrow table one letter wide.
      '& td, & th': {
        padding: theme.spacing(0.75, 1),
        wordBreak: 'normal',
      },
    },
  }),
  { name: 'AiGovernanceScrollTable' },
);

/** A table that scrolls by itself where it is wider than the page. @param props - `label`: its name */
export function ScrollTable(props: { label: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <div
      className={classes.root}
      role="region"
      aria-label={props.label}
      // A region that scrolls sideways must be reachable without a mouse.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <Table size="small" aria-label={props.label}>
        {props.children}
      </Table>
    </div>
  );
}
