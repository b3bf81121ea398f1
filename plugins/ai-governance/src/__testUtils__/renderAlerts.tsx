import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import type { UserEntity } from '@backstage/catalog-model';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { signalApiRef } from '@backstage/plugin-signals-react';
import {
  AlertsFixtureClient,
  FleetFixtureClient,
  fleet,
} from '../../dev/fixtures';
import { aiGovernanceAlertsApiRef } from '../alertsApi';
import { aiGovernanceApiRef } from '../api';
import { aiGovernancePlugin } from '../plugin';
import { END } from './renderFleet';

/** Endpoints that have an alert each, in tests. */
export const ALERTING = fleet(40, END);

/** Who can be assigned. */
const MARIA: UserEntity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'maria', namespace: 'default' },
  spec: { profile: { displayName: 'Maria Sol' }, memberOf: [] },
};

/** Options of {@link renderAlerts} and {@link renderAlertsOf}. */
export interface AlertsOptions {
  /** Endpoints with an alert each; {@link ALERTING} when absent. */
  alerting?: typeof ALERTING;
  /** What the policy says to everything; it is allowed when absent. */
  authorize?: AuthorizeResult.DENY;
  /** Changes the client before anything asks it. */
  prepare?(client: AlertsFixtureClient): void;
}

/** A signals connection that a test can speak through. */
class Signals {
  readonly #listeners = new Set<(message: never) => void>();

  subscribe(_channel: string, listener: (message: never) => void) {
    this.#listeners.add(listener);
    return { unsubscribe: () => void this.#listeners.delete(listener) };
  }

  /** Tells all open pages that alerts have changed. */
  publish() {
    this.#listeners.forEach(listener =>
      listener({ at: new Date().toISOString() } as never),
    );
  }
}

function apis(options: AlertsOptions) {
  const endpoints = options.alerting ?? ALERTING;
  const client = new AlertsFixtureClient({ endpoints, now: Date.now() });
  const signals = new Signals();
  options.prepare?.(client);
  return {
    client,
    signals,
    apis: [
      [aiGovernanceAlertsApiRef, client],
      [
        aiGovernanceApiRef,
        new FleetFixtureClient({ endpoints: ALERTING, end: END }),
      ],
      [
        catalogApiRef,
        catalogApiMock({
          entities: [...ALERTING.map(({ entity }) => entity), MARIA],
        }),
      ],
      [signalApiRef, signals],
      mockApis.permission({
        authorize: () => options.authorize ?? AuthorizeResult.ALLOW,
      }),
    ] as const,
  };
}

/** Shows the page of alerts. @param path - below it, for example `?state=all` or `/silences` */
export function renderAlerts(path = '', options: AlertsOptions = {}) {
  const { apis: provided, ...rest } = apis(options);
  renderTestApp({
    features: [aiGovernancePlugin],
    apis: provided,
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: [`/ai-governance/alerts${path}`],
  });
  return rest;
}

/** Shows the alerts of one endpoint: its tab, or its card on the overview. */
export function renderAlertsOf(
  shown: 'alerts' | 'alerts-card',
  endpoint: (typeof ALERTING)[number],
  options: AlertsOptions = {},
) {
  const { apis: provided, ...rest } = apis(options);
  const off = ['drift', 'health', 'deployment', 'fairness', 'performance'];
  renderTestApp({
    features: [aiGovernancePlugin],
    apis: provided,
    extensions: [createTestEntityPage({ entity: endpoint.entity })],
    config: {
      app: {
        extensions: [
          ...off.map(tab => ({
            [`entity-content:ai-governance/${tab}`]: false,
          })),
          { 'entity-card:ai-governance/overview': false },
          { 'entity-card:ai-governance/alerts': shown === 'alerts-card' },
          { 'entity-content:ai-governance/alerts': shown === 'alerts' },
        ],
      },
    },
  });
  return rest;
}
