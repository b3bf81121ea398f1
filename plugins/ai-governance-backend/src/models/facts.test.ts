import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { factsOf } from './facts';

const entity = (
  annotations: Record<string, string> = {},
  spec: JsonObject = {},
  metadata: Partial<Entity['metadata']> = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'churn', namespace: 'ml', annotations, ...metadata },
  spec: { type: 'model-endpoint', ...spec },
});

describe('factsOf', () => {
  it('reads refs in the namespace of the entity', () => {
    expect(
      factsOf(entity({}, { owner: 'Team-A', system: 'default/crm' })),
    ).toMatchObject({
      owner: 'group:ml/team-a',
      system: 'system:default/crm',
      title: 'churn',
      provider: 'unknown',
      cloud: 'external',
      place: 'external',
      capture: 'unknown',
      samplingPercent: null,
      discovered: false,
      ownerTold: true,
    });
  });

  it('knows the cloud and the place', () => {
    const azureId =
      '/Subscriptions/Sub-1/resourceGroups/RG/onlineEndpoints/Churn';
    expect(
      factsOf(
        entity({
          'ai-governance.io/azure-subscription-id': 'sub-1',
          'ai-governance.io/azure-workspace': 'ws',
          'ai-governance.io/endpoint-id': azureId,
        }),
      ),
    ).toMatchObject({
      cloud: 'azure',
      place: 'azure sub-1 ws',
      endpointId: azureId.toLowerCase(),
    });
    expect(
      factsOf(entity({ 'ai-governance.io/endpoint-id': ' arn:aws:X ' })),
    ).toMatchObject({ cloud: 'aws', endpointId: 'arn:aws:X' });
    expect(
      factsOf(
        entity(
          {},
          { deployment: { cloud: 'azure', region: 'weu', account: 's' } },
        ),
      ),
    ).toMatchObject({ cloud: 'azure', place: 'azure s weu' });
  });

  it('takes any text that the catalog may hold', () => {
    const facts = factsOf(
      entity(
        {
          'ai-governance.io/capture': '<script>',
          'ai-governance.io/capture-sampling-percentage': '1e9',
          'ai-governance.io/provider': 'x'.repeat(1000),
        },
        { owner: ' :::/// ', system: { not: 'text' }, lifecycle: 7 },
        { title: `a\u0000b\u202e${'t'.repeat(1000)}` },
      ),
    );
    expect(facts).toMatchObject({
      owner: ':::///',
      system: null,
      lifecycle: '',
      capture: 'unknown',
      samplingPercent: null,
    });
    expect(facts.title).toMatch(/^a b t+$/);
    expect(facts.title).toHaveLength(255);
    expect(facts.provider).toHaveLength(255);
  });

  it('links to nothing but web addresses', () => {
    const consoleOf = (
      links: Entity['metadata']['links'],
      annotations: Record<string, string> = {},
    ) => factsOf(entity(annotations, {}, { links })).consoleUrl;
    expect(
      consoleOf([
        { url: 'https://wiki', title: 'Wiki' },
        { url: 'https://aws', title: 'Endpoint in AWS console' },
      ]),
    ).toBe('https://aws');
    expect(consoleOf([{ url: 'https://wiki', title: 'Wiki' }])).toBeNull();
    expect(
      consoleOf([{ url: 'data:text/html,x', title: 'Console' }]),
    ).toBeNull();
    expect(
      factsOf(entity({ 'backstage.io/edit-url': 'data:text/html,x' })).editUrl,
    ).toBeNull();
  });
});
