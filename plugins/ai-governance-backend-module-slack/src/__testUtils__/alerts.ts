import type { CloudSimulator } from '@ai-governance/cloud-simulator';
import type { AlertMessage } from '@ai-governance/plugin-ai-governance-node';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { SlackAlertChannel } from '../SlackAlertChannel';

/** A firing finding. */
export const member = (title: string, since = '2026-11-20T05:00:00.000Z') => ({
  id: title,
  title,
  detail: 'PSI 0.41 is above 0.25',
  severity: 'high' as const,
  since,
});

/** The first message about a group. */
export const first: AlertMessage = {
  groupKey: 'g',
  state: 'firing',
  title: 'Drift: churn-prediction',
  summary: '1 feature drifts.',
  severity: 'high',
  entityRef: 'component:default/churn-prediction',
  link: 'https://portal.example/drift',
  members: [member('income')],
  newMembers: [member('income')],
  at: '2026-11-20T06:00:00.000Z',
};
/** The channel, speaking to a simulator. */
export function channelOf(
  simulator: CloudSimulator,
  settings: object = {},
): SlackAlertChannel {
  return SlackAlertChannel.fromConfig(
    new ConfigReader({
      aiGovernance: {
        slack: {
          token: 'xoxb-demo',
          apiUrl: simulator.slackApiUrl,
          ...settings,
        },
      },
    }),
    { logger: mockServices.logger.mock() },
  )!;
}

/** Options of a delivery that nobody stops. */
export const to = (destination: string) => ({
  destination,
  signal: new AbortController().signal,
});
