import { useId, useState } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import { useTheme } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import type { ModelDetail } from '@ai-governance/plugin-ai-governance-common';
import { ThresholdsDialogBody } from './ThresholdsDialogBody';

/** A button that opens the thresholds of a model's fairness, and what became of a change. */
export function ThresholdsControl(props: {
  model: ModelDetail;
  onChanged(): void;
}) {
  const { model, onChanged } = props;
  const [open, setOpen] = useState(false);
  const [sending, setSending] = useState(false);
  const [saved, setSaved] = useState<number>();
  const titleId = useId();
  const narrow = useMediaQuery(useTheme().breakpoints.down('xs'));
  if (!model.monitor) {
    return null;
  }
  const close = () => setOpen(false);
  return (
    <>
      {saved !== undefined && (
        <Typography variant="body2" role="status">
          Saved as version {saved}; it holds from the next run on.
        </Typography>
      )}
      <Button
        size="small"
        variant="outlined"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        Thresholds…
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
        <DialogTitle id={titleId}>Thresholds of fairness</DialogTitle>
        <ThresholdsDialogBody
          modelId={model.id}
          monitor={model.monitor}
          sending={sending}
          onSending={setSending}
          onClose={close}
          onSaved={version => {
            close();
            setSaved(version);
            onChanged();
          }}
        />
      </Dialog>
    </>
  );
}
