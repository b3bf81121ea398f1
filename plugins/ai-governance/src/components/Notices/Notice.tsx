import type { ComponentType, ReactNode } from 'react';
import Paper from '@material-ui/core/Paper';
import type { SvgIconProps } from '@material-ui/core/SvgIcon';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      gap: theme.spacing(2),
      padding: theme.spacing(3),
      [theme.breakpoints.down('xs')]: {
        flexDirection: 'column',
        padding: theme.spacing(2),
      },
    },
    icon: { fontSize: 48 },
    body: {
      display: 'grid',
      gap: theme.spacing(1.5),
      justifyItems: 'start',
      maxWidth: 720,
      minWidth: 0,
      overflowWrap: 'anywhere',
      '& pre': {
        margin: 0,
        padding: theme.spacing(1.5),
        maxWidth: '100%',
        boxSizing: 'border-box',
        overflowX: 'auto',
        backgroundColor: theme.palette.background.default,
        borderRadius: theme.shape.borderRadius,
      },
      '& > *': { minWidth: 0, maxWidth: '100%' },
      '& ol': { margin: 0, paddingLeft: theme.spacing(2.5) },
    },
  }),
  { name: 'AiGovernanceNotice' },
);

/** Properties of {@link Notice}. */
export interface NoticeProps {
  icon: ComponentType<SvgIconProps>;
  title: string;
  children: ReactNode;
}

/** Why there is nothing to see, and what to do about it. */
export function Notice(props: NoticeProps) {
  const { icon: Icon, title, children } = props;
  const classes = useStyles();
  return (
    <Paper component="section" aria-label={title} className={classes.root}>
      <Icon aria-hidden color="action" className={classes.icon} />
      <div className={classes.body}>
        <Typography component="h2" variant="h5">
          {title}
        </Typography>
        {children}
      </div>
    </Paper>
  );
}
