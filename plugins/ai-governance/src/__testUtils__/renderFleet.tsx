import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { FleetFixtureClient, fleet } from '../../dev/fixtures';
import type { FleetEndpoint } from '../../dev/fixtures';
import { aiGovernanceApiRef } from '../api';
import { aiGovernancePlugin } from '../plugin';

/** End of the last measured hour of the fleet in tests. */
export const END = Math.floor(Date.now() / 3_600_000) * 3_600_000;

/** Options of {@link renderPage} and {@link renderEndpoint}. */
export interface FleetOptions {
  /** What the backend and the catalog know; 60 endpoints when absent. */
  endpoints?: FleetEndpoint[];
  /** What the policy says to everything; it is allowed when absent. */
  authorize?: AuthorizeResult.DENY;
  /** Changes the client before anything asks it. */
  prepare?(client: FleetFixtureClient): void;
}

function apis(options: FleetOptions) {
  const endpoints = options.endpoints ?? fleet(60, END);
  const client = new FleetFixtureClient({ endpoints, end: END });
  options.prepare?.(client);
  return {
    client,
    endpoints,
    apis: [
      [aiGovernanceApiRef, client],
      [
        catalogApiRef,
        catalogApiMock({ entities: endpoints.map(({ entity }) => entity) }),
      ],
      mockApis.permission({
        authorize: () => options.authorize ?? AuthorizeResult.ALLOW,
      }),
    ] as const,
  };
}

/** Shows the plugin's page. @param path - below it, for example `endpoints?verdict=fail` */
export function renderPage(path: string, options: FleetOptions = {}) {
  const { apis: provided, ...rest } = apis(options);
  renderTestApp({
    features: [aiGovernancePlugin],
    apis: provided,
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: [`/ai-governance/${path}`],
  });
  return rest;
}

/** Shows one of an endpoint's tabs, or its card on the overview. */
export function renderEndpoint(
  shown: 'overview' | 'health' | 'deployment',
  endpoint: FleetEndpoint,
  options: Omit<FleetOptions, 'endpoints'> = {},
) {
  const { apis: provided, ...rest } = apis({
    ...options,
    endpoints: [endpoint],
  });
  const others = [
    'drift',
    'fairness',
    'performance',
    'health',
    'deployment',
    'alerts',
  ].filter(tab => tab !== shown);
  renderTestApp({
    features: [aiGovernancePlugin],
    apis: provided,
    extensions: [createTestEntityPage({ entity: endpoint.entity })],
    config: {
      app: {
        extensions: [
          ...others.map(tab => ({
            [`entity-content:ai-governance/${tab}`]: false,
          })),
          { 'entity-card:ai-governance/alerts': false },
          { 'entity-card:ai-governance/overview': shown === 'overview' },
        ],
      },
    },
  });
  return rest;
}
