import type { Entity } from '@backstage/catalog-model';
import { deploymentOf } from './deploymentOf';

function entity(deployment?: unknown): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'a' },
    spec: { type: 'model-endpoint', deployment } as Entity['spec'],
  };
}

describe('deploymentOf', () => {
  it('gives what discovery wrote', () => {
    const deployment = {
      cloud: 'aws',
      serving: 'serverless',
      variants: [
        { name: 'v', role: 'production', trafficShare: 1, models: [] },
      ],
    };
    expect(deploymentOf(entity(deployment))).toEqual(deployment);
  });

  it('does not know how it serves when nobody says so', () => {
    expect(deploymentOf(entity({ cloud: 'aws', variants: [] }))?.serving).toBe(
      'unknown',
    );
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'aws'],
    ['an unknown cloud', { cloud: 'mars', variants: [] }],
    ['no variants', { cloud: 'aws' }],
    ['a variant without models', { cloud: 'aws', variants: [{ name: 'v' }] }],
    ['a variant that is none', { cloud: 'aws', variants: [null] }],
  ])('takes nothing from %s', (_, deployment) => {
    expect(deploymentOf(entity(deployment))).toBeNull();
  });
});
