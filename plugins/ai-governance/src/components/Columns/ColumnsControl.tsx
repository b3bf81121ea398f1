import { useId, useState } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogTitle from '@material-ui/core/DialogTitle';
import { useTheme } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import type { RunHandle } from '../../hooks';
import { ColumnsDialogBody } from './ColumnsDialogBody';

/** Properties of {@link ColumnsControl}. */
export interface ColumnsControlProps {
  modelId: string;
  handle: RunHandle;
  /** What the button says. */
  label: string;
  /** Called when columns were confirmed as they were; for others a run is followed. */
  onConfirmed(): void;
}

/** A button that opens the watched columns of a model. */
export function ColumnsControl(props: ColumnsControlProps) {
  const { modelId, handle, label, onConfirmed } = props;
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
        {label}
      </Button>
      <Dialog
        open={open}
        // The answer to what was sent is shown here, so it stays until that has come.
        onClose={sending ? undefined : close}
        aria-labelledby={titleId}
        maxWidth="md"
        fullWidth
        fullScreen={narrow}
      >
        <DialogTitle id={titleId}>Columns</DialogTitle>
        <ColumnsDialogBody
          modelId={modelId}
          sending={sending}
          onSending={setSending}
          onClose={close}
          onDone={({ run }) => {
            close();
            if (run) {
              handle.follow(run);
            } else {
              onConfirmed();
            }
          }}
        />
      </Dialog>
    </>
  );
}
