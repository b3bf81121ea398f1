import { useId } from 'react';
import type { FormEvent, ReactNode } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import Alert from '@material-ui/lab/Alert';

const useStyles = makeStyles(
  theme => ({
    form: { display: 'contents' },
    title: { overflowWrap: 'anywhere' },
    content: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr)',
      gap: theme.spacing(2),
      alignContent: 'start',
      overflowWrap: 'anywhere',
    },
    message: { flexShrink: 0, overflowWrap: 'anywhere' },
  }),
  { name: 'AiGovernanceFormDialog' },
);

/** Properties of {@link FormDialog}. */
export interface FormDialogProps {
  title: string;
  /** What the button that sends says. */
  button: string;
  /** Whether it can be sent as it is. */
  ready: boolean;
  /** Whether an answer of the server is awaited. */
  sending: boolean;
  /** Why it was not done, as a sentence. */
  error?: string;
  /** What is missing before it can be sent. */
  missing?: string;
  /** Whether it has many fields: it is wider, and fills a small screen. */
  large?: boolean;
  onClose(): void;
  onSubmit(): void;
  children: ReactNode;
}

/** A form in a dialog, which stays until the server has answered. */
export function FormDialog(props: FormDialogProps) {
  const { title, sending, error, missing, large, onClose, onSubmit } = props;
  const classes = useStyles();
  const titleId = useId();
  const narrow = useMediaQuery(useTheme().breakpoints.down('xs'));
  return (
    <Dialog
      open
      onClose={sending ? undefined : onClose}
      aria-labelledby={titleId}
      maxWidth={large ? 'md' : 'sm'}
      fullWidth
      fullScreen={large && narrow}
    >
      <DialogTitle id={titleId} className={classes.title}>
        {title}
      </DialogTitle>
      <form
        className={classes.form}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <DialogContent dividers className={classes.content}>
          {props.children}
        </DialogContent>
        {/* Not in the part that scrolls: they must not be out of sight. */}
        {missing && (
          <Alert severity="info" className={classes.message}>
            {missing}
          </Alert>
        )}
        {error && (
          <Alert severity="error" className={classes.message}>
            {error}
          </Alert>
        )}
        <DialogActions>
          <Button onClick={onClose} disabled={sending}>
            Cancel
          </Button>
          <Button
            type="submit"
            variant="contained"
            color="primary"
            disabled={sending || !props.ready}
          >
            {props.button}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
