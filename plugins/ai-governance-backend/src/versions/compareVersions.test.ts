import type { DeployedVariant } from '@ai-governance/plugin-ai-governance-common';
import type { Entity } from '@backstage/catalog-model';
import type { RegistryFacts } from '../models/deployment';
import { compareVersions, type OpenVersion } from './compareVersions';

const NOW = '2026-11-23T12:00:00.000Z';

const variant = (
  model: DeployedVariant['models'] | string,
  rest: Partial<DeployedVariant> = {},
): DeployedVariant => ({
  name: 'blue',
  role: 'production',
  trafficShare: 1,
  compute: 'ml.m5.large',
  models: typeof model === 'string' ? [{ name: model }] : model,
  ...rest,
});

const endpoint = (variants: unknown, config = 'config-1'): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'churn',
    annotations: { 'ai-governance.io/sagemaker-endpoint-config': config },
  },
  spec: { deployment: { cloud: 'aws', serving: 'real-time', variants } as any },
});

/** What is stored after looks at entities, one after the other. */
function looks(
  entities: Entity[],
  registries: Record<string, RegistryFacts>[] = [],
) {
  let open: OpenVersion[] = [];
  const closed: OpenVersion[] = [];
  let id = 0;
  entities.forEach((after, i) => {
    const plan = compareVersions({
      before: entities[i - 1],
      after,
      open,
      registry: new Map(Object.entries(registries[i] ?? {})),
      now: NOW,
    });
    closed.push(...open.filter(version => plan.close.includes(version.id)));
    open = open
      .filter(version => !plan.close.includes(version.id))
      .map(
        version =>
          plan.update.find(updated => updated.id === version.id) ?? version,
      );
    open.push(...plan.add.map(version => ({ ...version, id: ++id })));
  });
  return { open, closed };
}

describe('compareVersions', () => {
  it('begins with what is served, without any change', () => {
    const { open } = looks([endpoint([variant('churn-v1')])]);
    expect(open).toEqual([
      {
        id: 1,
        variant: 'blue',
        model: { name: 'churn-v1' },
        approval: 'unknown',
        artefactDigest: null,
        changedBy: null,
        changes: [],
      },
    ]);
  });

  it('tells what another model replaced, and what else changed with it', () => {
    const { open, closed } = looks([
      endpoint([variant('churn-v1')]),
      endpoint([variant('churn-v2', { compute: 'ml.m5.xlarge' })], 'config-2'),
    ]);
    expect(closed).toMatchObject([{ id: 1 }]);
    expect(open).toMatchObject([
      {
        id: 2,
        model: { name: 'churn-v2' },
        changes: [
          { what: 'model', from: 'churn-v1', to: 'churn-v2' },
          { what: 'compute', from: 'ml.m5.large', to: 'ml.m5.xlarge' },
          { what: 'config', from: 'config-1', to: 'config-2' },
        ],
      },
    ]);
  });

  it('takes a changed weight for a change and not for a version', () => {
    const { open, closed } = looks([
      endpoint([variant('churn-v1', { trafficShare: 0.9 })]),
      endpoint([variant('churn-v1', { trafficShare: 0.125 })]),
    ]);
    expect(closed).toEqual([]);
    expect(open).toMatchObject([
      {
        id: 1,
        changes: [{ what: 'traffic', from: '90 %', to: '12.5 %', at: NOW }],
      },
    ]);
  });

  it('reads approval, author and digest from the registry; another artefact is another version', () => {
    const served = endpoint([
      variant([
        {
          name: 'churn',
          version: '3',
          entityRef: 'resource:default/churn-3',
        },
      ]),
    ]);
    const registered = (facts: Partial<RegistryFacts>) => ({
      'resource:default/churn-3': {
        approval: 'pending' as const,
        createdBy: 'alice',
        ...facts,
      },
    });
    const { open, closed } = looks(
      [served, served, served, served],
      [
        registered({}),
        registered({ artefactDigest: 'sha256:a' }),
        registered({ artefactDigest: 'sha256:a', approval: 'approved' }),
        registered({ artefactDigest: 'sha256:b', approval: 'approved' }),
      ],
    );
    expect(closed).toMatchObject([
      {
        id: 1,
        artefactDigest: 'sha256:a',
        approval: 'approved',
        changedBy: 'alice',
        changes: [
          { what: 'approval', from: 'pending', to: 'approved', at: NOW },
        ],
      },
    ]);
    expect(open).toMatchObject([
      {
        artefactDigest: 'sha256:b',
        changes: [{ what: 'artefact', from: 'sha256:a', to: 'sha256:b' }],
      },
    ]);
  });

  it('does not pair what was replaced with what came when there are several', () => {
    const models = (...names: string[]) =>
      endpoint([variant(names.map(name => ({ name })))]);
    const { open, closed } = looks([
      models('a', 'b', 'c'),
      models('a', 'x', 'y'),
    ]);
    expect(closed.map(({ model }) => model.name)).toEqual(['b', 'c']);
    expect(open.slice(1)).toMatchObject([
      { changes: [{ what: 'model', from: null, to: 'x' }] },
      { changes: [{ what: 'model', from: null, to: 'y' }] },
    ]);
  });

  it('follows an inference component', () => {
    const components = (v: string) =>
      endpoint([
        variant([
          { name: `one-${v}`, component: 'one' },
          { name: `two-${v}`, component: 'two' },
        ]),
      ]);
    const { open } = looks([components('1'), components('2')]);
    expect(open.map(({ changes }) => changes)).toEqual([
      [{ what: 'model', from: 'one-1', to: 'one-2' }],
      [{ what: 'model', from: 'two-1', to: 'two-2' }],
    ]);
  });

  it('ends what a removed variant served, and what nobody knows any more', () => {
    const { open, closed } = looks([
      endpoint([variant('a'), variant('b', { name: 'green' })]),
      endpoint([variant('a')]),
      endpoint('nothing that can be read'),
    ]);
    expect(open).toEqual([]);
    expect(closed.map(({ variant: name }) => name)).toEqual(['green', 'blue']);
  });

  it('keeps the last hundred changes', () => {
    const { open } = looks(
      Array.from({ length: 150 }, (_, i) =>
        endpoint([variant('a', { trafficShare: (i % 100) / 100 })]),
      ),
    );
    expect(open[0].changes).toHaveLength(100);
    expect(open[0].changes.at(-1)).toMatchObject({ to: '49 %' });
  });
});
