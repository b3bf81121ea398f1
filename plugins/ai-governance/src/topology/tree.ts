import type {
  Cloud,
  DeployedModel,
  DeployedVariant,
  EndpointDeployment,
  HealthState,
  Verdict,
} from '@ai-governance/plugin-ai-governance-common';
import {
  CLOUD_WORDS,
  describePlace,
  formatCount,
  formatCounted,
  formatShare,
} from '../format';

/** An endpoint as the topology shows it. */
export interface TopologyEndpoint {
  entityRef: string;
  title: string;
  cloud: Cloud;
  verdict: Verdict | null;
  health: HealthState;
  /** What runs where; null when discovery has not told. */
  deployment: EndpointDeployment | null;
}

/** What a node of the topology stands for, from the outside in. */
export const TOPOLOGY_KINDS = [
  'cloud',
  'place',
  'endpoint',
  'variant',
  'model',
] as const;

/** What a node of the topology stands for. */
export type TopologyKind = (typeof TOPOLOGY_KINDS)[number];

/** A node with what runs in or behind it. */
export interface TopologyNode {
  /** Unique but for a model version that runs in several places: there it is the same. */
  id: string;
  kind: TopologyKind;
  label: string;
  caption: string;
  /** Its page in the catalog. */
  entityRef?: string;
  /** Of endpoints. */
  verdict?: Verdict | null;
  health?: HealthState;
  /** A shadow variant, whose answers nobody sees. */
  shadow?: boolean;
  children: TopologyNode[];
}

function modelNode(cloud: Cloud, model: DeployedModel): TopologyNode {
  const { name, version, component } = model;
  return {
    id: `model/${model.entityRef ?? model.id ?? `${cloud}/${name}/${version}`}`,
    kind: 'model',
    label: name,
    caption: [
      version === undefined ? 'no version in a registry' : `version ${version}`,
      component && `component ${component}`,
    ]
      .filter(Boolean)
      .join(' · '),
    entityRef: model.entityRef,
    children: [],
  };
}

function traffic(variant: DeployedVariant): string {
  if (variant.trafficShare === null) {
    return 'traffic not known';
  }
  const share = formatShare(variant.trafficShare, 1);
  return variant.role === 'shadow'
    ? `shadow, copies of ${share}`
    : `${share} of requests`;
}

function variantNode(
  endpoint: TopologyEndpoint,
  variant: DeployedVariant,
): TopologyNode {
  return {
    id: `variant/${endpoint.entityRef}/${variant.name}`,
    kind: 'variant',
    label: variant.name,
    caption: traffic(variant),
    shadow: variant.role === 'shadow',
    children: variant.models.map(model => modelNode(endpoint.cloud, model)),
  };
}

function endpointNode(endpoint: TopologyEndpoint): TopologyNode {
  const { entityRef, title, verdict, health, deployment } = endpoint;
  return {
    id: `endpoint/${entityRef}`,
    kind: 'endpoint',
    label: title,
    caption: '',
    entityRef,
    verdict,
    health,
    children: (deployment?.variants ?? []).map(variant =>
      variantNode(endpoint, variant),
    ),
  };
}

/** Puts items under the first of their kind, in the order in which they come. */
function groupBy<T>(items: T[], key: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) {
      group.push(item);
    } else {
      groups.set(key(item), [item]);
    }
  }
  return [...groups];
}

/** How many endpoints, and how many of them drift: `15 endpoints, 3 drift`. */
function counted(endpoints: TopologyEndpoint[]): string {
  const drifting = endpoints.filter(({ verdict }) => verdict === 'fail').length;
  const all = formatCounted(endpoints.length, 'endpoint');
  return drifting === 0 || endpoints.length === 1
    ? all
    : `${all}, ${formatCount(drifting)} drift`;
}

/** An account or workspace with its region, of endpoints that are all in it. */
function placeWords(
  endpoints: TopologyEndpoint[],
): Pick<TopologyNode, 'label' | 'caption'> {
  const { workspace, account, region } = endpoints[0].deployment ?? {};
  return {
    label: workspace ?? account ?? 'Place not known',
    caption: [region, counted(endpoints)].filter(Boolean).join(' · '),
  };
}

/** Clouds with their accounts or workspaces, endpoints, variants and model versions, in the order of the endpoints. */
export function topologyTree(endpoints: TopologyEndpoint[]): TopologyNode[] {
  return groupBy(endpoints, ({ cloud }) => cloud).map(([cloud, inCloud]) => ({
    id: `cloud/${cloud}`,
    kind: 'cloud',
    label: CLOUD_WORDS[cloud as Cloud],
    caption: formatCounted(inCloud.length, 'endpoint'),
    children: groupBy(inCloud, ({ deployment }) =>
      describePlace(deployment ?? {}),
    ).map(([place, inPlace]) => ({
      id: `place/${cloud}/${place}`,
      kind: 'place',
      ...placeWords(inPlace),
      children: inPlace.map(endpointNode),
    })),
  }));
}

/** The tree without what is below its closed nodes. @param closed - ids of nodes whose children are not shown */
export function prune(
  nodes: TopologyNode[],
  closed: ReadonlySet<string>,
): TopologyNode[] {
  return nodes.map(node => ({
    ...node,
    children: closed.has(node.id) ? [] : prune(node.children, closed),
  }));
}
