import type { CloudSimulator } from '@ai-governance/cloud-simulator';
import type {
  AlertMember,
  AlertMessage,
} from '@ai-governance/plugin-ai-governance-node';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { SlackAlertChannel } from '../SlackAlertChannel';

/** A firing finding. */
export const member = (
  title: string,
  since = '2026-11-20T05:00:00.000Z',
): AlertMember => ({
  id: title,
  state: 'firing',
  title,
  detail: 'PSI 0.41 is above 0.25',
  severity: 'high',
  entityRef: 'component:default/churn-prediction',
  since,
  endedAt: null,
  acknowledgedBy: null,
  link: 'https://portal.example/drift',
  labels: {},
});

/** The first message about a group. */
export const first: AlertMessage = {
  groupKey: 'g',
  transition: 'trigger',
  reason: 'first',
  title: 'Drift: churn-prediction',
  summary: '1 feature drifts.',
  severity: 'high',
  entityRef: 'component:default/churn-prediction',
  link: 'https://portal.example/drift',
  members: [member('income')],
  newMembers: [member('income')],
  resolvedMembers: [],
  counts: { firing: 1, resolved: 0 },
  acknowledgedBy: null,
  owner: 'group:default/team-growth',
  groupLabels: { entity: 'component:default/churn-prediction' },
  since: '2026-11-20T05:00:00.000Z',
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
  deliveryId: 'd1',
  signal: new AbortController().signal,
});
