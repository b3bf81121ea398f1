import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import ToggleButton from '@material-ui/lab/ToggleButton';
import ToggleButtonGroup from '@material-ui/lab/ToggleButtonGroup';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  aiGovernanceAlertReadPermission,
  aiGovernanceAlertSilencePermission,
} from '@ai-governance/plugin-ai-governance-common';
import type { Silence } from '@ai-governance/plugin-ai-governance-common';
import { withMatcher, matchersOf } from '../../alerts';
import { aiGovernanceAlertsApiRef } from '../../alertsApi';
import { errorMessage } from '../../format';
import { useLive, useResource, useSend } from '../../hooks';
import { AlertsLoadError } from '../Alerts/AlertsLoadError';
import { FormDialog } from '../FormDialog';
import { Section, useToggleStyles } from '../Section';
import { SilenceDialog } from './SilenceDialog';
import { SilenceItem, describeSilence } from './SilenceItem';

const STATES: Record<'now' | 'past', Silence['state'][]> = {
  now: ['active', 'pending'],
  past: ['expired'],
};

const useStyles = makeStyles(
  theme => ({
    actions: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
    list: { listStyle: 'none', margin: 0, padding: 0 },
  }),
  { name: 'AiGovernanceSilencesPanel' },
);

/** Silences and maintenances: what is held back, how long and why. */
export function SilencesPanel() {
  const api = useApi(aiGovernanceAlertsApiRef);
  const classes = useStyles();
  const toggle = useToggleStyles();
  const permission = usePermission({
    permission: aiGovernanceAlertSilencePermission,
  });
  const [shown, setShown] = useState<keyof typeof STATES>('now');
  const [adding, setAdding] = useState(false);
  const [ending, setEnding] = useState<Silence>();
  const { sending, error, reset, send } = useSend();
  const resource = useResource(shown, () =>
    api.listSilences({ state: STATES[shown] }),
  );
  useLive(resource.reload);
  const end = async ({ id }: Silence) => {
    if (await send(() => api.endSilence(id))) {
      setEnding(undefined);
      resource.reload();
    }
  };
  if (resource.error && !resource.value) {
    return (
      <AlertsLoadError
        title="The silences could not be loaded"
        permission={aiGovernanceAlertReadPermission}
        error={resource.error}
        onRetry={resource.reload}
      />
    );
  }
  const silences = resource.value?.silences;
  return (
    <Section
      title="Silences"
      subtitle="Alerts that match are not told. They stay in sight."
      actions={
        <div className={classes.actions}>
          <ToggleButtonGroup
            exclusive
            size="small"
            value={shown}
            onChange={(_, next) => next && setShown(next)}
            aria-label="Which silences"
          >
            <ToggleButton classes={toggle} value="now">
              Active and to come
            </ToggleButton>
            <ToggleButton classes={toggle} value="past">
              Ended
            </ToggleButton>
          </ToggleButtonGroup>
          {permission.allowed && (
            <Button
              variant="contained"
              color="primary"
              size="small"
              aria-haspopup="dialog"
              onClick={() => setAdding(true)}
            >
              New silence…
            </Button>
          )}
        </div>
      }
    >
      {!permission.loading && !permission.allowed && (
        <Typography variant="body2" color="textSecondary" gutterBottom>
          You may look, but not silence: that needs the permission{' '}
          <code>{aiGovernanceAlertSilencePermission.name}</code>.
        </Typography>
      )}
      {!silences && (
        <Skeleton variant="rect" height={120} aria-label="Loading silences" />
      )}
      {silences?.length === 0 && (
        <Typography variant="body2">
          {shown === 'now'
            ? 'Nothing is silenced, and nothing will be.'
            : 'No silence has ended.'}
        </Typography>
      )}
      {silences && silences.length > 0 && (
        <ul className={classes.list} aria-label="Silences">
          {silences.map(silence => (
            <SilenceItem
              key={silence.id}
              silence={silence}
              onEnd={
                permission.allowed && silence.state !== 'expired'
                  ? () => {
                      reset();
                      setEnding(silence);
                    }
                  : undefined
              }
            />
          ))}
        </ul>
      )}
      {adding && (
        <SilenceDialog
          matchers={matchersOf(withMatcher([]))}
          onClose={() => setAdding(false)}
          onDone={() => {
            setAdding(false);
            resource.reload();
          }}
        />
      )}
      {ending && (
        <FormDialog
          title="End the silence"
          button="End now"
          ready
          sending={sending}
          error={error && `It was not ended: ${errorMessage(error)}`}
          onClose={() => setEnding(undefined)}
          onSubmit={() => end(ending)}
        >
          <Typography variant="body2">
            {describeSilence(ending)}: {ending.comment}
          </Typography>
          <Typography variant="body2">
            What it holds back and still fires is told with the next decision.
            The silence stays among those that have ended.
          </Typography>
        </FormDialog>
      )}
    </Section>
  );
}
