import {
  aiGovernanceGroundTruthExtensionPoint,
  aiGovernanceLogSourcesExtensionPoint,
  aiGovernanceMetricsSourcesExtensionPoint,
} from '@ai-governance/plugin-ai-governance-node';
import { startTestBackend } from '@backstage/backend-test-utils';
import aiGovernanceModuleAws from '.';

it('adds the sources, also without any configuration', async () => {
  const ids: string[] = [];
  const backend = await startTestBackend({
    extensionPoints: [
      [
        aiGovernanceGroundTruthExtensionPoint,
        {
          addGroundTruthSource: (...sources) =>
            ids.push(...sources.map(source => source.id)),
        },
      ],
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
    features: [aiGovernanceModuleAws],
  });
  await backend.stop();
  expect(ids).toEqual([
    'dynamodb',
    'sagemaker-data-capture',
    's3',
    'cloudwatch',
  ]);
});
