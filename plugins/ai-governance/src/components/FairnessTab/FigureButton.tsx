import ButtonBase from '@material-ui/core/ButtonBase';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import type { FairnessVerdict } from '@ai-governance/plugin-ai-governance-common';
import { VisuallyHidden } from '../Section';
import { VerdictIcon, useVerdictColors } from '../Verdict';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexDirection: 'column',
      alignItems: 'flex-start',
      width: '100%',
      minWidth: 84,
      padding: theme.spacing(0.5, 1),
      borderRadius: theme.shape.borderRadius,
      border: '2px solid transparent',
      textAlign: 'left',
      font: 'inherit',
      color: 'inherit',
      '&:focus-visible': { outline: `2px solid ${theme.palette.primary.main}` },
    },
    selected: { borderColor: theme.palette.text.primary },
    value: {
      display: 'inline-flex',
      alignItems: 'center',
      gap: 4,
      fontWeight: 700,
      whiteSpace: 'nowrap',
      fontSize: theme.typography.body2.fontSize,
    },
    note: {
      fontSize: theme.typography.caption.fontSize,
      whiteSpace: 'nowrap',
    },
    tip: { fontSize: theme.typography.body2.fontSize, maxWidth: 340 },
  }),
  { name: 'AiGovernanceFigureButton' },
);

/** Properties of {@link FigureButton}. */
export interface FigureButtonProps {
  verdict: FairnessVerdict;
  /** The figure as text. */
  value: string;
  /** Below it, such as n. */
  note: string;
  /** What it is of, for screen readers. */
  of: string;
  /** The figure in a sentence with interval and limit. */
  sentence: string;
  selected: boolean;
  onSelect(): void;
}

/** A figure in the colour and with the shape of its verdict; the sentence behind it shows on hover and focus. */
export function FigureButton(props: FigureButtonProps) {
  const { verdict, value, note, of, sentence, selected, onSelect } = props;
  const classes = useStyles();
  const colors = useVerdictColors()[verdict];
  return (
    <Tooltip title={sentence} classes={{ tooltip: classes.tip }} arrow>
      <ButtonBase
        className={`${classes.root} ${selected ? classes.selected : ''}`}
        style={{ backgroundColor: colors.tint }}
        aria-pressed={selected}
        onClick={onSelect}
      >
        <VisuallyHidden>{of}:</VisuallyHidden>
        <span className={classes.value}>
          <VerdictIcon verdict={verdict} />
          {value}
        </span>
        <span className={classes.note}>{note}</span>
        <VisuallyHidden>{sentence}</VisuallyHidden>
      </ButtonBase>
    </Tooltip>
  );
}
