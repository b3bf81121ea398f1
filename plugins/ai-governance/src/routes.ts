import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/frontend-plugin-api';

/** The plugin's page. */
export const rootRouteRef = createRouteRef();
/** Its list of endpoints. */
export const endpointsRouteRef = createRouteRef();
/** What is wrong in the inventory. */
export const inventoryRouteRef = createRouteRef();
/** Versions across all endpoints. */
export const versionsRouteRef = createRouteRef();

/** Alerts across all endpoints, and what decides on them. */
export const alertsRouteRef = createRouteRef();

/** Where a model is registered; there is no such link in a portal without templates. */
export const registerRouteRef = createExternalRouteRef({
  defaultTarget: 'scaffolder.root',
});
