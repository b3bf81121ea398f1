import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { aiGovernanceAlertAdministerPermission } from '@ai-governance/plugin-ai-governance-common';
import type { AlertChannelInfo } from '@ai-governance/plugin-ai-governance-common';
import { aiGovernanceAlertsApiRef } from '../../alertsApi';
import { useLive, useResource } from '../../hooks';
import { AlertsLoadError } from '../Alerts/AlertsLoadError';
import { Section } from '../Section';
import { ChannelItem } from './ChannelItem';
import { DeliveriesSection } from './DeliveriesSection';
import { TestDialog } from './TestDialog';

const useStyles = makeStyles(
  { list: { listStyle: 'none', margin: 0, padding: 0 } },
  { name: 'AiGovernanceChannelsPanel' },
);

/** Channels and whether they work, and the messages that they did not get through; for administrators of alerts. */
export function ChannelsPanel() {
  const api = useApi(aiGovernanceAlertsApiRef);
  const classes = useStyles();
  const [testing, setTesting] = useState<AlertChannelInfo>();
  const resource = useResource('channels', () => api.listChannels());
  useLive(resource.reload);
  if (resource.error && !resource.value) {
    return (
      <AlertsLoadError
        title="The channels could not be loaded"
        permission={aiGovernanceAlertAdministerPermission}
        error={resource.error}
        onRetry={resource.reload}
      />
    );
  }
  const channels = resource.value?.channels;
  return (
    <>
      <Section title="Channels" subtitle="Ways in which people are told.">
        {!channels && (
          <Skeleton variant="rect" height={160} aria-label="Loading channels" />
        )}
        {channels?.length === 0 && (
          <Typography variant="body2">
            No channel is installed: nobody is told outside of this page.
            Channels are modules of the backend, such as Slack, PagerDuty and
            e-mail.
          </Typography>
        )}
        {channels && channels.length > 0 && (
          <ul className={classes.list} aria-label="Channels">
            {channels.map(channel => (
              <ChannelItem
                key={channel.id}
                channel={channel}
                onTest={() => setTesting(channel)}
              />
            ))}
          </ul>
        )}
      </Section>
      <DeliveriesSection onRetried={resource.reload} />
      {testing && (
        <TestDialog
          channel={testing}
          onClose={() => setTesting(undefined)}
          onTested={resource.reload}
        />
      )}
    </>
  );
}
