import { TOPOLOGY_KINDS } from './tree';
import type { TopologyKind, TopologyNode } from './tree';

/** Size of a node's box in pixels. */
export const NODE_HEIGHT = 48;
const ROW_GAP = 12;
const COLUMN_GAP = 36;

/** Width of each kind's column in pixels: five of them fit beside the sidebar on 1280 pixels. */
const COLUMN_WIDTHS: Record<TopologyKind, number> = {
  cloud: 104,
  place: 190,
  endpoint: 214,
  variant: 146,
  model: 164,
};
/** What the last column has on top when there is room. */
const SPARE_WIDTH = 110;

/** Kinds that hold so many others that their middle may be out of sight: they stand beside the first one. */
const SPREADING: ReadonlySet<TopologyKind> = new Set(['cloud', 'place']);

/** A node at its place; x and y are of its upper left corner, in pixels. */
export interface PlacedNode {
  node: TopologyNode;
  x: number;
  y: number;
  width: number;
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

/** Left edge and width of each column that is drawn. @param last - the innermost of them */
function columns(last: number): { x: number; width: number }[] {
  let x = 0;
  return TOPOLOGY_KINDS.map((kind, index) => {
    const spare =
      index === last && last < TOPOLOGY_KINDS.length - 1 ? SPARE_WIDTH : 0;
    const column = { x, width: COLUMN_WIDTHS[kind] + spare };
    x += column.width + COLUMN_GAP;
    return column;
  });
}

/** Column of the innermost nodes. */
function innermost(nodes: TopologyNode[]): number {
  return Math.max(
    0,
    ...nodes.map(({ kind, children }) =>
      Math.max(TOPOLOGY_KINDS.indexOf(kind), innermost(children)),
    ),
  );
}

/**
 * Places a tree in columns by kind. Leaves are stacked, what holds them stands beside them, and nothing overlaps
 * because each column is filled downwards only. A model version that runs behind several variants is drawn once.
 */
export function layoutTopology(roots: TopologyNode[]): TopologyLayout {
  const drawn = columns(innermost(roots));
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
        ? (Math.min(...below) +
            Math.max(
              ...(SPREADING.has(node.kind) ? below.slice(0, 1) : below),
            )) /
          2
        : // Below everything further in, or a closed node would stand beside the children of its neighbour.
          Math.max(...free.slice(column));
    const y = Math.max(wanted, free[column]);
    free[column] = y + NODE_HEIGHT + ROW_GAP;
    const result = { node, ...drawn[column], y };
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
            x: from.x + from.width,
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
    width: Math.max(0, ...nodes.map(({ x, width }) => x + width)),
    height: Math.max(0, ...nodes.map(({ y }) => y + NODE_HEIGHT)),
  };
}
