import { useId, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import type {
  AlertChannelInfo,
  ChannelTestRequest,
  ChannelTestResult,
} from '@ai-governance/plugin-ai-governance-common';
import { aiGovernanceAlertsApiRef } from '../../alertsApi';
import { errorMessage } from '../../format';
import { useSend } from '../../hooks';
import { ChoiceField } from '../Alerts/ChoiceField';
import { FormDialog } from '../FormDialog';

type To = 'default' | 'owner' | 'address';

/** Properties of {@link TestDialog}. */
export interface TestDialogProps {
  channel: AlertChannelInfo;
  onClose(): void;
  /** Called after every test: it changes the channel's health. */
  onTested(): void;
}

/** Sends a test through a channel and says what came of it. */
export function TestDialog(props: TestDialogProps) {
  const { channel, onClose, onTested } = props;
  const api = useApi(aiGovernanceAlertsApiRef);
  const id = useId();
  const byDefault = channel.defaultDestination !== null;
  const [to, setTo] = useState<To>(byDefault ? 'default' : 'owner');
  const [text, setText] = useState('');
  const [result, setResult] = useState<ChannelTestResult>();
  const { sending, error, send } = useSend();
  const choices: [To, string][] = [
    ['owner', 'The owner of an entity, found as for an alert'],
    ['address', 'An address'],
  ];
  if (byDefault) {
    choices.unshift(['default', `The default, ${channel.defaultDestination}`]);
  }
  const submit = async () => {
    const value = text.trim();
    const requests: Record<To, ChannelTestRequest> = {
      default: {},
      owner: { entityRef: value },
      address: { destination: value },
    };
    setResult(undefined);
    if (
      await send(async () =>
        setResult(await api.testChannel(channel.id, requests[to])),
      )
    ) {
      onTested();
    }
  };
  return (
    <FormDialog
      title={`Test ${channel.title}`}
      button="Send test"
      ready={to === 'default' || text.trim() !== ''}
      sending={sending}
      error={error && `The test was not sent: ${errorMessage(error)}`}
      onClose={onClose}
      onSubmit={submit}
    >
      <Typography variant="body2">
        A message that says that it is a test. People get it.
      </Typography>
      <ChoiceField
        label="To"
        value={to}
        choices={choices}
        onChange={next => {
          setTo(next);
          setText('');
        }}
      />
      {to !== 'default' && (
        <TextField
          id={`${id}-to`}
          label={to === 'owner' ? 'Entity' : 'Address'}
          required
          fullWidth
          size="small"
          variant="outlined"
          value={text}
          onChange={event => setText(event.target.value)}
          helperText={
            to === 'owner'
              ? 'Such as component:default/credit-risk.'
              : 'As the channel writes it.'
          }
        />
      )}
      {result && (
        <Alert severity={result.ok ? 'success' : 'error'}>
          {result.ok
            ? `${result.destination} got the test.`
            : `${result.destination} did not get the test: ${result.error}`}
        </Alert>
      )}
    </FormDialog>
  );
}
