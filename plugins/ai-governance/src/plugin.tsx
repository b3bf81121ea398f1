import {
  ApiBlueprint,
  PageBlueprint,
  SubPageBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  AiGovernanceAlertsClient,
  AiGovernanceClient,
  AiGovernanceOutcomesClient,
  COMPONENT_TYPE_MODEL_ENDPOINT,
} from '@ai-governance/plugin-ai-governance-common';
import VerifiedUserIcon from '@material-ui/icons/VerifiedUser';
import { aiGovernanceAlertsApiRef } from './alertsApi';
import { aiGovernanceApiRef } from './api';
import { aiGovernanceOutcomesApiRef } from './outcomesApi';
import {
  alertsRouteRef,
  endpointsRouteRef,
  inventoryRouteRef,
  registerRouteRef,
  rootRouteRef,
  versionsRouteRef,
} from './routes';

const clientApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: aiGovernanceApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new AiGovernanceClient(deps),
    }),
});

const alertsClientApi = ApiBlueprint.make({
  name: 'alerts',
  params: defineParams =>
    defineParams({
      api: aiGovernanceAlertsApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new AiGovernanceAlertsClient(deps),
    }),
});

const outcomesClientApi = ApiBlueprint.make({
  name: 'outcomes',
  params: defineParams =>
    defineParams({
      api: aiGovernanceOutcomesApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new AiGovernanceOutcomesClient(deps),
    }),
});

const page = PageBlueprint.make({
  params: {
    path: '/ai-governance',
    title: 'AI governance',
    icon: <VerifiedUserIcon fontSize="inherit" />,
    routeRef: rootRouteRef,
  },
});

const endpointsPage = SubPageBlueprint.make({
  name: 'endpoints',
  params: {
    path: 'endpoints',
    title: 'Endpoints',
    routeRef: endpointsRouteRef,
    loader: () =>
      import('./components/Fleet').then(module => <module.FleetPage />),
  },
});

const inventoryPage = SubPageBlueprint.make({
  name: 'inventory',
  params: {
    path: 'inventory',
    title: 'Inventory',
    routeRef: inventoryRouteRef,
    loader: () =>
      import('./components/Inventory').then(module => <module.InventoryPage />),
  },
});

const versionsPage = SubPageBlueprint.make({
  name: 'versions',
  params: {
    path: 'versions',
    title: 'Versions',
    routeRef: versionsRouteRef,
    loader: () =>
      import('./components/Versions').then(module => <module.VersionsPage />),
  },
});

const alertsPage = SubPageBlueprint.make({
  name: 'alerts',
  params: {
    path: 'alerts',
    title: 'Alerts',
    routeRef: alertsRouteRef,
    loader: () =>
      import('./components/Alerts').then(module => <module.AlertsPage />),
  },
});

/** Which entities the card and the tabs are for. */
const filter = {
  kind: 'component',
  'spec.type': COMPONENT_TYPE_MODEL_ENDPOINT,
};

const overviewCard = EntityCardBlueprint.make({
  name: 'overview',
  params: {
    filter,
    loader: () =>
      import('./components/OverviewCard').then(module => (
        <module.OverviewCard />
      )),
  },
});

const alertsCard = EntityCardBlueprint.make({
  name: 'alerts',
  params: {
    filter,
    loader: () =>
      import('./components/AlertsTab').then(module => <module.AlertsCard />),
  },
});

const alertsEntityContent = EntityContentBlueprint.make({
  name: 'alerts',
  params: {
    path: '/alerts',
    title: 'Alerts',
    filter,
    loader: () =>
      import('./components/AlertsTab').then(module => <module.AlertsTab />),
  },
});

const driftEntityContent = EntityContentBlueprint.make({
  name: 'drift',
  params: {
    path: '/drift',
    title: 'Drift',
    filter,
    loader: () =>
      import('./components/DriftTab').then(module => <module.DriftTab />),
  },
});

const fairnessEntityContent = EntityContentBlueprint.make({
  name: 'fairness',
  params: {
    path: '/fairness',
    title: 'Fairness',
    filter,
    loader: () =>
      import('./components/FairnessTab').then(module => <module.FairnessTab />),
  },
});

const performanceEntityContent = EntityContentBlueprint.make({
  name: 'performance',
  params: {
    path: '/performance',
    title: 'Performance',
    filter,
    loader: () =>
      import('./components/PerformanceTab').then(module => (
        <module.PerformanceTab />
      )),
  },
});

const healthEntityContent = EntityContentBlueprint.make({
  name: 'health',
  params: {
    path: '/health',
    title: 'Health',
    filter,
    loader: () =>
      import('./components/HealthTab').then(module => <module.HealthTab />),
  },
});

const deploymentEntityContent = EntityContentBlueprint.make({
  name: 'deployment',
  params: {
    path: '/deployment',
    title: 'Deployment',
    filter,
    loader: () =>
      import('./components/Deployment').then(module => (
        <module.DeploymentTab />
      )),
  },
});

/**
 * The AI governance plugin: its page over all model endpoints, the card and tabs of each endpoint, and its API client.
 * @public
 */
export const aiGovernancePlugin = createFrontendPlugin({
  pluginId: 'ai-governance',
  title: 'AI governance',
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    endpoints: endpointsRouteRef,
    inventory: inventoryRouteRef,
    versions: versionsRouteRef,
    alerts: alertsRouteRef,
  },
  externalRoutes: { register: registerRouteRef },
  extensions: [
    clientApi,
    outcomesClientApi,
    alertsClientApi,
    page,
    endpointsPage,
    inventoryPage,
    versionsPage,
    alertsPage,
    overviewCard,
    alertsCard,
    driftEntityContent,
    fairnessEntityContent,
    performanceEntityContent,
    healthEntityContent,
    deploymentEntityContent,
    alertsEntityContent,
  ],
});
