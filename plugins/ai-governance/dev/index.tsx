import type { Entity } from '@backstage/catalog-model';
import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  ApiBlueprint,
  PageBlueprint,
  createFrontendModule,
  createFrontendPlugin,
} from '@backstage/frontend-plugin-api';
import {
  EntityProvider,
  catalogApiRef,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import Box from '@material-ui/core/Box';
import Link from '@material-ui/core/Link';
import { Link as RouterLink, useParams } from 'react-router-dom';
import aiGovernancePlugin, {
  aiGovernanceAlertsApiRef,
  aiGovernanceApiRef,
} from '../src';
import { DriftTab } from '../src/components/DriftTab';
import { EndpointPage } from './EndpointPage';
import { FleetStates } from './FleetStates';
import { OutcomeStories } from './OutcomeStories';
import {
  AlertsFixtureClient,
  FleetFixtureClient,
  fleet,
  scenarios,
} from './fixtures';

const HOUR = 3_600_000;
/** Endpoints that have an alert. */
const ALERTING = 140;
const FLEET_SIZE = 10_000;
const end = Math.floor(Date.now() / HOUR) * HOUR;
const stories = scenarios(end);
const endpoints = fleet(FLEET_SIZE, end);
const entities = endpoints.map(({ entity }) => entity);
const entitiesByName = new Map(
  entities.map(entity => [entity.metadata.name, entity]),
);

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
    PageBlueprint.make({
      name: 'fleet-states',
      params: {
        path: '/fleet-states/:state/:page',
        title: 'States of the fleet',
        loader: async () => <FleetStates />,
      },
    }),
    PageBlueprint.make({
      name: 'outcomes',
      params: {
        path: '/outcomes/:story/:tab',
        title: 'Fairness and performance',
        loader: async () => <OutcomeStories />,
      },
    }),
    PageBlueprint.make({
      name: 'endpoint',
      params: {
        path: '/catalog/:namespace/:kind/:name',
        routeRef: entityRouteRef,
        loader: async () => <EndpointPage entities={entitiesByName} />,
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
          factory: () =>
            new FleetFixtureClient({
              endpoints,
              end,
              scenarios: Object.values(stories),
            }),
        }),
    }),
    ApiBlueprint.make({
      name: 'alerts',
      params: defineParams =>
        defineParams({
          api: aiGovernanceAlertsApiRef,
          deps: {},
          factory: () =>
            new AlertsFixtureClient({
              endpoints: endpoints.slice(0, ALERTING),
              now: Date.now(),
            }),
        }),
    }),
  ],
});

const catalogModule = createFrontendModule({
  pluginId: 'stories',
  extensions: [
    ApiBlueprint.make({
      name: 'catalog',
      params: defineParams =>
        defineParams({
          api: catalogApiRef,
          deps: {},
          factory: () => catalogApiMock({ entities }),
        }),
    }),
  ],
});

createDevApp({
  features: [aiGovernancePlugin, fixtureModule, storiesPlugin, catalogModule],
});
