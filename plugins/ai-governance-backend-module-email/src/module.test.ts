import { aiGovernanceAlertChannelsExtensionPoint } from '@ai-governance/plugin-ai-governance-node';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import aiGovernanceModuleEmail from '.';

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
      aiGovernanceModuleEmail,
      mockServices.rootConfig.factory({ data: { aiGovernance: config } }),
    ],
  });
  await backend.stop();
  return ids;
}

it('adds the channel where e-mail is configured', async () => {
  const email = { from: 'a@acme.example', smtp: { host: 'mail' } };
  expect(await channelsOf({ email })).toEqual(['email']);
});

it('adds nothing where it is not', async () => {
  expect(await channelsOf({})).toEqual([]);
});
