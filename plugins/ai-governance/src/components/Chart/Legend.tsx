import type { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5, 2),
      margin: theme.spacing(0, 0, 1),
      padding: 0,
      listStyle: 'none',
    },
    item: { display: 'inline-flex', alignItems: 'center', gap: 6 },
  }),
  { name: 'AiGovernanceLegend' },
);

/** What the marks of a chart mean. */
export function Legend(props: {
  items: { key: string; mark: ReactNode; text: string }[];
}) {
  const classes = useStyles();
  return (
    <ul className={classes.root}>
      {props.items.map(({ key, mark, text }) => (
        <Typography
          key={key}
          component="li"
          variant="caption"
          className={classes.item}
        >
          {mark}
          {text}
        </Typography>
      ))}
    </ul>
  );
}

/** A filled square, for bars. */
export function SquareMark(props: { color: string }) {
  return (
    <svg width={12} height={12} aria-hidden>
      <rect width={12} height={12} rx={2} fill={props.color} />
    </svg>
  );
}

/** An upright line, for a moment in time. */
export function MomentMark(props: { color: string }) {
  return (
    <svg width={8} height={12} aria-hidden>
      <line x1={4} x2={4} y2={12} stroke={props.color} strokeWidth={2} />
    </svg>
  );
}

/** A stretch of line, dashed or not. */
export function LineMark(props: { color: string; dashed?: boolean }) {
  return (
    <svg width={20} height={12} aria-hidden>
      <line
        x2={20}
        y1={6}
        y2={6}
        stroke={props.color}
        strokeWidth={2}
        strokeDasharray={props.dashed ? '4 3' : undefined}
      />
    </svg>
  );
}
