import {
  aiGovernanceLogSourcesExtensionPoint,
  aiGovernanceMetricsSourcesExtensionPoint,
} from '@ai-governance/plugin-ai-governance-node';
import { startTestBackend } from '@backstage/backend-test-utils';
import aiGovernanceModuleAzure from '.';

it('adds the sources, also without any configuration', async () => {
  const ids: string[] = [];
  const backend = await startTestBackend({
    extensionPoints: [
      [
        aiGovernanceLogSourcesExtensionPoint,
        {
          addLogSource: (...sources) =>
            ids.push(...sources.map(source => source.id)),
        },
      ],
      [
        aiGovernanceMetricsSourcesExtensionPoint,
        {
          addMetricsSource: (...sources) =>
            ids.push(...sources.map(source => source.id)),
        },
      ],
    ],
    features: [aiGovernanceModuleAzure],
  });
  await backend.stop();
  expect(ids).toEqual(['azure-data-collector', 'azure-monitor']);
});
