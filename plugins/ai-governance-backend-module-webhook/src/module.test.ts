import { aiGovernanceAlertChannelsExtensionPoint } from '@ai-governance/plugin-ai-governance-node';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import aiGovernanceModuleWebhook from '.';

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
      aiGovernanceModuleWebhook,
      mockServices.rootConfig.factory({ data: { aiGovernance: config } }),
    ],
  });
  await backend.stop();
  return ids;
}

it('adds the channel where webhooks are configured', async () => {
  expect(await channelsOf({ webhook: {} })).toEqual(['webhook']);
});

it('adds nothing where they are not', async () => {
  expect(await channelsOf({})).toEqual([]);
});
