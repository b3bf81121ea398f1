import type { Entity } from '@backstage/catalog-model';
import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  ApiBlueprint,
  PageBlueprint,
  createFrontendModule,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import Box from '@material-ui/core/Box';
import Link from '@material-ui/core/Link';
import { Link as RouterLink, useParams } from 'react-router-dom';
import aiGovernancePlugin, { aiGovernanceApiRef } from '../src';
import { DriftTab } from '../src/components/DriftTab';
import { FixtureClient, scenarios } from './fixtures';

const HOUR = 3_600_000;
const stories = scenarios(Math.floor(Date.now() / HOUR) * HOUR);

function endpoint(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default' },
    spec: { type: 'model-endpoint', lifecycle: 'production', owner: 'guests' },
  };
}

/** Every state of the Drift tab, one at a time. */
function StoriesPage() {
  const { '*': path = '' } = useParams();
  const story = path in stories ? (path as keyof typeof stories) : 'drift';
  const name = stories[story].model.id.replace('default.', '');
  return (
    <Box p={2}>
      <Box display="flex" flexWrap="wrap" gridGap={12} mb={2}>
        {Object.keys(stories).map(key => (
          <Link key={key} component={RouterLink} to={`/stories/${key}`}>
            {key}
          </Link>
        ))}
      </Box>
      <EntityProvider key={name} entity={endpoint(name)}>
        <DriftTab />
      </EntityProvider>
    </Box>
  );
}

const storiesPlugin = createFrontendPlugin({
  pluginId: 'stories',
  title: 'Stories',
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/stories',
        title: 'Stories',
        loader: async () => <StoriesPage />,
      },
    }),
  ],
});

const fixtureModule = createFrontendModule({
  pluginId: 'ai-governance',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: aiGovernanceApiRef,
          deps: {},
          factory: () => new FixtureClient(Object.values(stories)),
        }),
    }),
  ],
});

createDevApp({ features: [aiGovernancePlugin, fixtureModule, storiesPlugin] });
