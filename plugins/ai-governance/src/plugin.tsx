import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import {
  AiGovernanceClient,
  COMPONENT_TYPE_MODEL_ENDPOINT,
} from '@ai-governance/plugin-ai-governance-common';
import { aiGovernanceApiRef } from './api';

const clientApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: aiGovernanceApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new AiGovernanceClient(deps),
    }),
});

const driftEntityContent = EntityContentBlueprint.make({
  name: 'drift',
  params: {
    path: '/drift',
    title: 'Drift',
    filter: { kind: 'component', 'spec.type': COMPONENT_TYPE_MODEL_ENDPOINT },
    loader: () =>
      import('./components/DriftTab').then(module => <module.DriftTab />),
  },
});

/**
 * The AI governance plugin: its API client and the Drift tab of model endpoints.
 * @public
 */
export const aiGovernancePlugin = createFrontendPlugin({
  pluginId: 'ai-governance',
  title: 'AI governance',
  info: { packageJson: () => import('../package.json') },
  extensions: [clientApi, driftEntityContent],
});
