import type { Entity } from '@backstage/catalog-model';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { screen } from '@testing-library/react';
import { FixtureClient } from '../../../../dev/fixtures';
import type { Scenario } from '../../../../dev/fixtures';
import { aiGovernanceApiRef } from '../../../api';
import { aiGovernancePlugin } from '../../../plugin';

function endpoint(scenario: Scenario, type: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: scenario.model.id.replace('default.', ''),
      namespace: 'default',
    },
    spec: { type, lifecycle: 'production', owner: 'group:default/risk' },
  };
}

/** The entity page for tests shows all cards and, but for their paths, all tabs. */
const DRIFT_TAB_ONLY = {
  app: {
    extensions: [
      { 'entity-card:ai-governance/overview': false },
      { 'entity-card:ai-governance/alerts': false },
      { 'entity-content:ai-governance/alerts': false },
      { 'entity-content:ai-governance/fairness': false },
      { 'entity-content:ai-governance/performance': false },
      { 'entity-content:ai-governance/health': false },
      { 'entity-content:ai-governance/deployment': false },
    ],
  },
};

/** Shows the Drift tab of a scenario's endpoint. @returns the client it asks */
export function renderTab(
  scenario: Scenario,
  options: {
    type?: string;
    /** What the policy says to changes; they are allowed when absent. */
    run?: AuthorizeResult.DENY;
    client?: FixtureClient;
  } = {},
) {
  const {
    type = 'model-endpoint',
    run = AuthorizeResult.ALLOW,
    client = new FixtureClient([scenario]),
  } = options;
  renderTestApp({
    features: [aiGovernancePlugin],
    extensions: [createTestEntityPage({ entity: endpoint(scenario, type) })],
    config: DRIFT_TAB_ONLY,
    apis: [
      [aiGovernanceApiRef, client],
      mockApis.permission({ authorize: () => run }),
    ],
  });
  return client;
}

/** A run that ends after two polls. */
export const SHORT_RUN: Scenario['runStates'] = [
  { state: 'queued', phase: 'queued', progress: null },
  { state: 'running', phase: 'profiling', progress: { done: 2, total: 5 } },
  { state: 'succeeded', phase: 'done', progress: { done: 5, total: 5 } },
];

/** The card that says whether the model drifts. */
export const verdict = () =>
  screen.findByRole('region', { name: 'Drift verdict' });
