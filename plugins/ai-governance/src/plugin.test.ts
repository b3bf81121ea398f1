import { createExtensionTester } from '@backstage/frontend-test-utils';
import {
  ApiBlueprint,
  coreExtensionData,
} from '@backstage/frontend-plugin-api';
import { AiGovernanceClient } from '@ai-governance/plugin-ai-governance-common';
import plugin, { aiGovernanceApiRef } from '.';

describe('aiGovernancePlugin', () => {
  it('mounts the Drift tab at /drift', () => {
    const tab = plugin.getExtension('entity-content:ai-governance/drift');
    expect(createExtensionTester(tab).get(coreExtensionData.routePath)).toBe(
      '/drift',
    );
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
