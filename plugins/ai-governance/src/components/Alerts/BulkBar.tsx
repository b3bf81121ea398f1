import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import type {
  AlertChange,
  BulkAlertResult,
} from '@ai-governance/plugin-ai-governance-common';
import { aiGovernanceAlertsApiRef } from '../../alertsApi';
import { errorMessage, formatCounted } from '../../format';
import { useSend } from '../../hooks';
import { ChangeDialog } from '../AlertDetail';
import type { ChangeKind } from '../AlertDetail';

const useStyles = makeStyles(
  theme => ({
    bar: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
      padding: theme.spacing(1, 1.5),
      backgroundColor: theme.palette.action.selected,
      borderRadius: theme.shape.borderRadius,
    },
    result: { marginTop: theme.spacing(1), overflowWrap: 'anywhere' },
  }),
  { name: 'AiGovernanceBulkBar' },
);

/** What a change of many came to, in words; reasons of those that stay are put together. */
export function describeBulk(result: BulkAlertResult): string {
  const { changed, unchanged } = result;
  const reasons = new Map<string, number>();
  unchanged.forEach(({ reason }) =>
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1),
  );
  const words = [...reasons].map(
    ([reason, count]) => `${formatCounted(count, 'alert')}: ${reason}`,
  );
  const head = `${formatCounted(changed.length, 'alert')} changed.`;
  return words.length > 0 ? `${head} Unchanged: ${words.join('; ')}.` : head;
}

/** Properties of {@link BulkBar}. */
export interface BulkBarProps {
  /** Ids of the chosen alerts. */
  ids: string[];
  /** Whether every alert of the page is chosen. */
  all: boolean;
  onChooseAll(): void;
  onChooseNone(): void;
  /** Called when alerts were changed. */
  onDone(): void;
}

/** What can be done with several alerts at once. */
export function BulkBar(props: BulkBarProps) {
  const { ids, all, onChooseAll, onChooseNone, onDone } = props;
  const api = useApi(aiGovernanceAlertsApiRef);
  const classes = useStyles();
  const [kind, setKind] = useState<ChangeKind>();
  const { sending, error, reset, send } = useSend();
  const [result, setResult] = useState<BulkAlertResult>();
  const change = async (of: AlertChange) => {
    const done = await send(async () =>
      setResult(await api.changeAlerts({ ids, ...of })),
    );
    if (done) {
      setKind(undefined);
      onChooseNone();
      onDone();
    }
  };
  const ask = (next: ChangeKind) => {
    reset();
    setKind(next);
  };
  return (
    <div>
      <div className={classes.bar} role="group" aria-label="Chosen alerts">
        <Typography variant="body2" role="status">
          {ids.length === 0
            ? 'None chosen'
            : `${formatCounted(ids.length, 'alert')} chosen`}
        </Typography>
        <Button size="small" onClick={all ? onChooseNone : onChooseAll}>
          {all ? 'Choose none' : 'Choose all on this page'}
        </Button>
        <Button
          size="small"
          variant="outlined"
          disabled={ids.length === 0}
          onClick={() => ask('acknowledge')}
        >
          Acknowledge
        </Button>
        <Button
          size="small"
          variant="outlined"
          disabled={ids.length === 0}
          onClick={() => ask('assign')}
        >
          Assign…
        </Button>
      </div>
      {result && (
        <Alert
          severity={result.unchanged.length > 0 ? 'warning' : 'success'}
          className={classes.result}
          onClose={() => setResult(undefined)}
        >
          {describeBulk(result)}
        </Alert>
      )}
      {kind && (
        <ChangeDialog
          kind={kind}
          what={formatCounted(ids.length, 'alert')}
          assignee={undefined}
          sending={sending}
          error={error && `The alerts were not changed: ${errorMessage(error)}`}
          onClose={() => setKind(undefined)}
          onSend={change}
        />
      )}
    </div>
  );
}
