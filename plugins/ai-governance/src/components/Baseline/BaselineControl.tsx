import { useId, useState } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogTitle from '@material-ui/core/DialogTitle';
import { useTheme } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import type { RunHandle } from '../../hooks';
import { BaselineDialogBody } from './BaselineDialogBody';

/** Properties of {@link BaselineControl}. */
export interface BaselineControlProps {
  modelId: string;
  handle: RunHandle;
}

/** A button that opens the baselines of a model: those it had, and a form for a new one. */
export function BaselineControl(props: BaselineControlProps) {
  const { modelId, handle } = props;
  const [open, setOpen] = useState(false);
  const [sending, setSending] = useState(false);
  const titleId = useId();
  const narrow = useMediaQuery(useTheme().breakpoints.down('xs'));
  const close = () => setOpen(false);
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        Baseline…
      </Button>
      <Dialog
        open={open}
        // The answer to what was sent is shown here, so it stays until that has come.
        onClose={sending ? undefined : close}
        aria-labelledby={titleId}
        maxWidth="sm"
        fullWidth
        fullScreen={narrow}
      >
        <DialogTitle id={titleId}>Baseline</DialogTitle>
        <BaselineDialogBody
          modelId={modelId}
          sending={sending}
          onSending={setSending}
          onClose={close}
          onStarted={run => {
            close();
            handle.follow(run);
          }}
        />
      </Dialog>
    </>
  );
}
