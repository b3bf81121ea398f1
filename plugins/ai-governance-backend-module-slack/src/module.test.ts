import { aiGovernanceAlertChannelsExtensionPoint } from '@ai-governance/plugin-ai-governance-node';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import aiGovernanceModuleSlack from '.';

async function channelsOf(config: object): Promise<string[]> {
  const ids: string[] = [];
  const backend = await startTestBackend({
    extensionPoints: [
      [
        aiGovernanceAlertChannelsExtensionPoint,
        {
          addAlertChannel: (...channels) =>
            ids.push(...channels.map(channel => channel.id)),
        },
      ],
    ],
    features: [
      aiGovernanceModuleSlack,
      mockServices.rootConfig.factory({ data: { aiGovernance: config } }),
    ],
  });
  await backend.stop();
  return ids;
}

it('adds the channel where Slack is configured', async () => {
  expect(await channelsOf({ slack: { token: 'xoxb-1' } })).toEqual(['slack']);
});

it('adds nothing where it is not', async () => {
  expect(await channelsOf({})).toEqual([]);
});
