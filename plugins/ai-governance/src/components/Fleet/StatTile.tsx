import type { ReactNode } from 'react';
import ButtonBase from '@material-ui/core/ButtonBase';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { formatCount } from '../../format';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'flex-start',
      justifyContent: 'flex-start',
      width: '100%',
      minWidth: 0,
      padding: theme.spacing(1, 1.25),
      textAlign: 'left',
      borderRadius: theme.shape.borderRadius,
      border: `1px solid ${theme.palette.divider}`,
      '&:hover': { borderColor: theme.palette.text.secondary },
      '&:focus-visible': { outline: `2px solid ${theme.palette.primary.main}` },
    },
    label: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      lineHeight: 1.3,
    },
    number: {
      fontFamily: theme.typography.fontFamily,
      fontSize: 26,
      fontWeight: 600,
      lineHeight: 1.25,
      fontVariantNumeric: 'tabular-nums',
    },
  }),
  { name: 'AiGovernanceStatTile' },
);

/** Properties of {@link StatTile}. */
export interface StatTileProps {
  label: string;
  count: number;
  icon: ReactNode;
  /** Colour of the edge while it is chosen, and of the tint of a count above zero. */
  colors: { strong: string; tint: string };
  /** Whether only these are shown. */
  pressed: boolean;
  /** What choosing it does, for the pointer and for screen readers. */
  hint: string;
  onClick(): void;
}

/** A count that shows what it counts when it is pressed. */
export function StatTile(props: StatTileProps) {
  const { label, count, colors, pressed } = props;
  const classes = useStyles();
  return (
    <ButtonBase
      className={classes.root}
      aria-pressed={pressed}
      aria-label={`${label}: ${formatCount(count)}. ${props.hint}`}
      title={props.hint}
      onClick={props.onClick}
      style={{
        ...(count > 0 && { backgroundColor: colors.tint }),
        ...(pressed && {
          borderColor: colors.strong,
          boxShadow: `inset 0 0 0 1px ${colors.strong}`,
        }),
      }}
    >
      <span className={classes.number}>{formatCount(count)}</span>
      <Typography
        variant="caption"
        component="span"
        className={classes.label}
        style={{ fontWeight: pressed ? 700 : 400 }}
      >
        {props.icon}
        {label}
      </Typography>
    </ButtonBase>
  );
}
