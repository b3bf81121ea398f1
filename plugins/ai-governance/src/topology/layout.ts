import { TOPOLOGY_KINDS } from './tree';
import type { TopologyKind, TopologyNode } from './tree';

/** Size of a node's box in pixels. */
export const NODE_HEIGHT = 48;
const ROW_GAP = 12;
const COLUMN_GAP = 44;

/** Width of each kind's column in pixels. */
export const COLUMN_WIDTHS: Record<TopologyKind, number> = {
  cloud: 120,
  place: 190,
  endpoint: 230,
  variant: 180,
  model: 200,
};

/** A node at its place; x and y are of its upper left corner, in pixels. */
export interface PlacedNode {
  node: TopologyNode;
  x: number;
  y: number;
}

/** A line from a node to what runs in or behind it. */
export interface PlacedEdge {
  id: string;
  from: { x: number; y: number };
  to: { x: number; y: number };
  /** Carries copies of requests only. */
  shadow: boolean;
}

/** Where everything is drawn. */
export interface TopologyLayout {
  nodes: PlacedNode[];
  edges: PlacedEdge[];
  width: number;
  height: number;
}

/** Left edge of each kind's column. */
const LEFT = TOPOLOGY_KINDS.reduce<Record<string, number>>(
  (lefts, kind, index) => ({
    ...lefts,
    [kind]:
      index === 0
        ? 0
        : lefts[TOPOLOGY_KINDS[index - 1]] +
          COLUMN_WIDTHS[TOPOLOGY_KINDS[index - 1]] +
          COLUMN_GAP,
  }),
  {},
);

/**
 * Places a tree in columns by kind. Leaves are stacked, what holds them stands at their middle, and nothing overlaps
 * because each column is filled downwards only. A model version that runs behind several variants is drawn once.
 */
export function layoutTopology(roots: TopologyNode[]): TopologyLayout {
  const placed = new Map<string, PlacedNode>();
  /** Next free y of each column. */
  const free = TOPOLOGY_KINDS.map(() => 0);

  const place = (node: TopologyNode): PlacedNode => {
    const known = placed.get(node.id);
    if (known) {
      return known;
    }
    const column = TOPOLOGY_KINDS.indexOf(node.kind);
    const fresh = node.children.filter(({ id }) => !placed.has(id));
    const below = fresh.map(child => place(child).y);
    const wanted =
      below.length > 0
        ? (Math.min(...below) + Math.max(...below)) / 2
        : // Below everything further in, or a closed node would stand beside the children of its neighbour.
          Math.max(...free.slice(column));
    const y = Math.max(wanted, free[column]);
    free[column] = y + NODE_HEIGHT + ROW_GAP;
    const result = { node, x: LEFT[node.kind], y };
    placed.set(node.id, result);
    return result;
  };
  roots.forEach(place);

  const edges = new Map<string, PlacedEdge>();
  const connect = (node: TopologyNode) => {
    const from = placed.get(node.id);
    for (const child of node.children) {
      const to = placed.get(child.id);
      if (from && to) {
        const id = `${node.id} → ${child.id}`;
        edges.set(id, {
          id,
          from: {
            x: from.x + COLUMN_WIDTHS[node.kind],
            y: from.y + NODE_HEIGHT / 2,
          },
          to: { x: to.x, y: to.y + NODE_HEIGHT / 2 },
          shadow: Boolean(child.shadow || node.shadow),
        });
      }
      connect(child);
    }
  };
  roots.forEach(connect);

  const nodes = [...placed.values()];
  return {
    nodes,
    edges: [...edges.values()],
    width: Math.max(0, ...nodes.map(n => n.x + COLUMN_WIDTHS[n.node.kind])),
    height: Math.max(0, ...nodes.map(n => n.y + NODE_HEIGHT)),
  };
}
