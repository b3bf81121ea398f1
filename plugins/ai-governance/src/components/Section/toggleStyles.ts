import { makeStyles } from '@material-ui/core/styles';

/** Buttons of a toggle group keep the case of their words: "KS" and "7 days" differ by it. */
export const useToggleStyles = makeStyles(
  theme => ({
    root: {
      textTransform: 'none',
      whiteSpace: 'nowrap',
      color: theme.palette.text.primary,
      padding: theme.spacing(0.5, 1),
      '&.Mui-selected': {
        color: theme.palette.text.primary,
        fontWeight: 700,
      },
    },
  }),
  { name: 'AiGovernanceToggle' },
);
