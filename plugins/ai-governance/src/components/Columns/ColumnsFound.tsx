import Box from '@material-ui/core/Box';
import Alert from '@material-ui/lab/Alert';
import type { ModelDetail } from '@ai-governance/plugin-ai-governance-common';
import { formatCounted } from '../../format';
import type { RunHandle } from '../../hooks';
import { ColumnsControl } from './ColumnsControl';

/** Properties of {@link ColumnsFound}. */
export interface ColumnsFoundProps {
  model: ModelDetail;
  handle: RunHandle;
  onConfirmed(): void;
}

/** That the columns were found in the payload and nobody has confirmed them; nothing for other columns. */
export function ColumnsFound(props: ColumnsFoundProps) {
  const { model, handle, onConfirmed } = props;
  const settings = model.monitor?.settings;
  if (!settings?.columnsInferred || settings.columns === 'auto') {
    return null;
  }
  const { length } = settings.columns;
  return (
    <Box mb={2}>
      <Alert
        severity="info"
        action={
          <ColumnsControl
            modelId={model.id}
            handle={handle}
            label="Review…"
            onConfirmed={onConfirmed}
          />
        }
      >
        {length === 1 ? 'This column was' : 'These columns were'} found in the
        payload: {formatCounted(length, 'column')} without names or types of
        anybody’s choice. Check {length === 1 ? 'it' : 'them'}, then confirm.
      </Alert>
    </Box>
  );
}
