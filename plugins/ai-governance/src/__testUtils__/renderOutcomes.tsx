import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { outcomeFixtures } from '../../dev/fixtures/outcomes';
import { aiGovernanceApiRef } from '../api';
import { aiGovernanceOutcomesApiRef } from '../outcomesApi';
import { aiGovernancePlugin } from '../plugin';
import { END } from './renderFleet';

type Fixtures = ReturnType<typeof outcomeFixtures>;

/** Shows the Fairness or the Performance tab of a story's endpoint. @returns what the backend knows, and its clients */
export function renderOutcomes(
  shown: 'fairness' | 'performance',
  story: keyof Fixtures['scenarios'],
  options: {
    /** What the policy says to changes; they are allowed when absent. */
    authorize?: AuthorizeResult.DENY;
    /** Changes the clients before anything asks them. */
    prepare?(fixtures: Fixtures): void;
  } = {},
) {
  const fixtures = outcomeFixtures(END);
  options.prepare?.(fixtures);
  const { model } = fixtures.scenarios[story];
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
    apis: [
      [aiGovernanceApiRef, fixtures.client],
      [aiGovernanceOutcomesApiRef, fixtures.outcomesClient],
      mockApis.permission({
        authorize: () => options.authorize ?? AuthorizeResult.ALLOW,
      }),
    ],
    extensions: [
      createTestEntityPage({
        entity: {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: {
            name: model.id.replace('default.', ''),
            namespace: 'default',
          },
          spec: {
            type: 'model-endpoint',
            lifecycle: 'production',
            owner: 'group:default/risk',
          },
        },
      }),
    ],
    config: {
      app: {
        extensions: [
          ...others.map(tab => ({
            [`entity-content:ai-governance/${tab}`]: false,
          })),
          { 'entity-card:ai-governance/alerts': false },
          { 'entity-card:ai-governance/overview': false },
        ],
      },
    },
  });
  return fixtures;
}
