import { createExtensionTester } from '@backstage/frontend-test-utils';
import {
  ApiBlueprint,
  coreExtensionData,
} from '@backstage/frontend-plugin-api';
import { AiGovernanceClient } from '@ai-governance/plugin-ai-governance-common';
import plugin, { aiGovernanceApiRef } from '.';

describe('aiGovernancePlugin', () => {
  it.each([
    ['page:ai-governance', '/ai-governance'],
    ['sub-page:ai-governance/endpoints', 'endpoints'],
    ['sub-page:ai-governance/inventory', 'inventory'],
    ['sub-page:ai-governance/versions', 'versions'],
    ['sub-page:ai-governance/alerts', 'alerts'],
    ['entity-content:ai-governance/drift', '/drift'],
    ['entity-content:ai-governance/fairness', '/fairness'],
    ['entity-content:ai-governance/performance', '/performance'],
    ['entity-content:ai-governance/health', '/health'],
    ['entity-content:ai-governance/deployment', '/deployment'],
    ['entity-content:ai-governance/alerts', '/alerts'],
  ] as const)('mounts %s at %s', (id, path) => {
    expect(
      createExtensionTester(plugin.getExtension(id)).get(
        coreExtensionData.routePath,
      ),
    ).toBe(path);
  });

  it('provides the client of its backend', () => {
    const api = plugin.getExtension('api:ai-governance');
    const factory = createExtensionTester(api).get(
      ApiBlueprint.dataRefs.factory,
    );
    expect(factory.api.id).toBe(aiGovernanceApiRef.id);
    expect(
      factory.factory({
        discoveryApi: { getBaseUrl: async () => 'http://localhost' },
        fetchApi: { fetch },
      }),
    ).toBeInstanceOf(AiGovernanceClient);
  });
});
