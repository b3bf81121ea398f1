import type { EndpointDeployment } from '@ai-governance/plugin-ai-governance-common';
import { NODE_HEIGHT, layoutTopology } from './layout';
import { prune, topologyTree } from './tree';
import type { TopologyEndpoint, TopologyNode } from './tree';

const PLACE = { account: '123456789012', region: 'eu-central-1' };

function variant(
  name: string,
  version: string,
  changes: Partial<EndpointDeployment['variants'][number]> = {},
): EndpointDeployment['variants'][number] {
  return {
    name,
    role: 'production',
    trafficShare: 1,
    models: [
      {
        name: 'churn',
        version,
        entityRef: `resource:default/churn-${version}`,
      },
    ],
    ...changes,
  };
}

function endpoint(
  title: string,
  variants: EndpointDeployment['variants'],
  changes: Partial<TopologyEndpoint> = {},
): TopologyEndpoint {
  return {
    entityRef: `component:default/${title}`,
    title,
    cloud: 'aws',
    verdict: 'pass',
    health: 'healthy',
    deployment: { cloud: 'aws', serving: 'real-time', ...PLACE, variants },
    ...changes,
  };
}

const all = (nodes: TopologyNode[]): TopologyNode[] =>
  nodes.flatMap(node => [node, ...all(node.children)]);

describe('topologyTree', () => {
  it('goes from the cloud to the model version', () => {
    const [cloud] = topologyTree([
      endpoint('churn', [
        variant('stable', '7', { trafficShare: 0.9 }),
        variant('test', '8', { role: 'shadow', trafficShare: 0.5 }),
      ]),
    ]);
    expect(all([cloud]).map(({ label, caption }) => [label, caption])).toEqual([
      ['AWS', '1 endpoint'],
      ['123456789012', 'eu-central-1 · 1 endpoint'],
      ['churn', ''],
      ['stable', '90.0\u202f% of requests'],
      ['churn', 'version 7'],
      ['test', 'shadow, copies of 50.0\u202f%'],
      ['churn', 'version 8'],
    ]);
  });

  it('says of a place how many endpoints drift', () => {
    const [cloud] = topologyTree([
      endpoint('a', [variant('v', '1')], { verdict: 'fail' }),
      endpoint('b', [variant('v', '1')]),
    ]);
    expect(cloud.children[0].caption).toBe(
      'eu-central-1 · 2 endpoints, 1 drift',
    );
  });

  it('keeps an endpoint of which nobody knows what it runs', () => {
    const [cloud] = topologyTree([
      endpoint('a', [], { cloud: 'external', deployment: null }),
    ]);
    expect(all([cloud]).map(({ label }) => label)).toEqual([
      'Elsewhere',
      'Place not known',
      'a',
    ]);
  });

  it('does not take an unknown share of traffic for none', () => {
    const [cloud] = topologyTree([
      endpoint('a', [variant('v', '1', { trafficShare: null })]),
    ]);
    expect(all([cloud])[3].caption).toBe('traffic not known');
  });
});

describe('layoutTopology', () => {
  const roots = topologyTree([
    endpoint('a', [variant('blue', '1'), variant('green', '2')]),
    endpoint('b', [variant('blue', '2')]),
    endpoint('c', [variant('blue', '2')]),
    endpoint('d', [variant('blue', '3')], {
      deployment: {
        cloud: 'aws',
        serving: 'real-time',
        account: '210987654321',
        variants: [variant('blue', '3')],
      },
    }),
  ]);

  it('draws a model version that runs in several places once', () => {
    const { nodes, edges } = layoutTopology(roots);
    const models = nodes.filter(({ node }) => node.kind === 'model');
    expect(models.map(({ node }) => node.caption)).toEqual([
      'version 1',
      'version 2',
      'version 3',
    ]);
    const second = models[1];
    expect(
      edges.filter(
        ({ to }) => to.x === second.x && to.y === second.y + NODE_HEIGHT / 2,
      ),
    ).toHaveLength(3);
  });

  it('lets no two nodes overlap', () => {
    const { nodes } = layoutTopology(roots);
    nodes.forEach(one =>
      nodes
        .filter(other => other !== one && other.x === one.x)
        .forEach(other =>
          expect(Math.abs(other.y - one.y)).toBeGreaterThan(NODE_HEIGHT),
        ),
    );
  });

  it('leaves out what is below a closed node', () => {
    const closed = new Set([roots[0].children[0].id]);
    const { nodes, height } = layoutTopology(prune(roots, closed));
    expect(nodes.filter(({ node }) => node.kind === 'endpoint')).toHaveLength(
      1,
    );
    expect(height).toBeLessThan(layoutTopology(roots).height);
  });

  it('draws nothing of nothing', () => {
    expect(layoutTopology([])).toEqual({
      nodes: [],
      edges: [],
      width: 0,
      height: 0,
    });
  });
});
