import type { ReactNode } from 'react';
import { useId } from 'react';
import Box from '@material-ui/core/Box';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  theme => ({
    root: {
      padding: theme.spacing(2),
      height: '100%',
      // Positions the visually hidden children, which would otherwise widen the page.
      position: 'relative',
      minWidth: 0,
    },
    header: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'flex-start',
      justifyContent: 'space-between',
      gap: theme.spacing(1),
      marginBottom: theme.spacing(1),
    },
    title: { overflowWrap: 'anywhere' },
  }),
  { name: 'AiGovernanceSection' },
);

/** Properties of {@link Section}. */
export interface SectionProps {
  title: string;
  /** One sentence below the title. */
  subtitle?: ReactNode;
  /** Controls beside the title. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A titled card, which is a landmark of its own for screen readers. */
export function Section(props: SectionProps) {
  const classes = useStyles();
  const titleId = useId();
  return (
    <Paper
      component="section"
      aria-labelledby={titleId}
      className={classes.root}
    >
      <div className={classes.header}>
        <Box minWidth={0}>
          <Typography
            id={titleId}
            component="h2"
            variant="h6"
            className={classes.title}
          >
            {props.title}
          </Typography>
          {props.subtitle && (
            <Typography variant="body2" color="textSecondary" component="div">
              {props.subtitle}
            </Typography>
          )}
        </Box>
        {props.actions}
      </div>
      {props.children}
    </Paper>
  );
}
