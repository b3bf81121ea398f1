import type { ReactNode } from 'react';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  theme => ({
    root: {
      padding: theme.spacing(1, 1.5),
      maxWidth: 260,
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'AiGovernanceTooltipCard' },
);

/** What a chart shows beside the pointer. */
export function TooltipCard(props: { title: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <Paper elevation={4} className={classes.root}>
      <Typography variant="subtitle2">{props.title}</Typography>
      {props.children}
    </Paper>
  );
}
