import IconButton from '@material-ui/core/IconButton';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import ChevronRightIcon from '@material-ui/icons/ChevronRight';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import {
  NODE_HEIGHT,
  TOPOLOGY_KINDS,
  layoutTopology,
  prune,
} from '../../topology';
import type { PlacedEdge, TopologyKind, TopologyNode } from '../../topology';
import { useChartStyle } from '../Chart';
import { useVerdictColors } from '../Verdict';
import { TopologyLabel } from './TopologyLabel';

const HEAD = 28;

const useStyles = makeStyles(
  theme => ({
    scroll: {
      overflow: 'auto',
      maxHeight: '75vh',
      '&:focus-visible': { outline: `2px solid ${theme.palette.primary.main}` },
    },
    canvas: { position: 'relative', margin: theme.spacing(0, 0, 1) },
    edges: { position: 'absolute', top: HEAD, left: 0 },
    head: { position: 'absolute', top: 0 },
    node: {
      position: 'absolute',
      boxSizing: 'border-box',
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      height: NODE_HEIGHT,
      padding: theme.spacing(0.5, 1),
      backgroundColor: theme.palette.background.paper,
      border: `1px solid ${theme.palette.divider}`,
      borderLeft: `4px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
    },
  }),
  { name: 'AiGovernanceTopologyGraph' },
);

const COLUMN_HEADS: Record<TopologyKind, string> = {
  cloud: 'Cloud',
  place: 'Account, workspace',
  endpoint: 'Endpoint',
  variant: 'Variant',
  model: 'Model version',
};

/** A line that leaves and arrives level. */
function path({ from, to }: PlacedEdge): string {
  const middle = (from.x + to.x) / 2;
  return `M${from.x},${from.y} C${middle},${from.y} ${middle},${to.y} ${to.x},${to.y}`;
}

/** Properties of {@link TopologyGraph}. */
export interface TopologyGraphProps {
  roots: TopologyNode[];
  /** Ids of nodes whose children are not drawn. */
  closed: ReadonlySet<string>;
  /** Opens or closes a node; nothing can be opened when absent. */
  onToggle?(id: string): void;
}

/** What runs where as a graph in five columns; a model version that runs in several places is drawn once. */
export function TopologyGraph(props: TopologyGraphProps) {
  const { roots, closed, onToggle } = props;
  const classes = useStyles();
  const style = useChartStyle();
  const colors = useVerdictColors();
  const layout = layoutTopology(prune(roots, closed));
  const columns = TOPOLOGY_KINDS.map(kind => ({
    kind,
    x: layout.nodes.find(({ node }) => node.kind === kind)?.x,
  }));
  return (
    <div
      className={classes.scroll}
      role="region"
      aria-label="Deployment graph"
      // A region that scrolls must be reachable without a mouse.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <div
        className={classes.canvas}
        style={{ width: layout.width, height: layout.height + HEAD }}
      >
        {columns.map(
          ({ kind, x }) =>
            x !== undefined && (
              <Typography
                key={kind}
                variant="caption"
                color="textSecondary"
                className={classes.head}
                style={{ left: x }}
              >
                {COLUMN_HEADS[kind]}
              </Typography>
            ),
        )}
        <svg
          aria-hidden
          className={classes.edges}
          width={layout.width}
          height={layout.height}
        >
          {layout.edges.map(edge => (
            <path
              key={edge.id}
              d={path(edge)}
              fill="none"
              stroke={style.event}
              strokeOpacity={0.6}
              strokeWidth={1.25}
              strokeDasharray={edge.shadow ? '4 4' : undefined}
            />
          ))}
        </svg>
        {layout.nodes.map(({ node, x, y, width }) => (
          <div
            key={node.id}
            className={classes.node}
            style={{
              left: x,
              top: y + HEAD,
              width,
              ...(node.verdict && {
                borderLeftColor: colors[node.verdict].strong,
              }),
            }}
          >
            <TopologyLabel node={node} />
            {onToggle && node.kind === 'place' && (
              <IconButton
                size="small"
                aria-expanded={!closed.has(node.id)}
                aria-label={`Endpoints of ${node.label}`}
                onClick={() => onToggle(node.id)}
              >
                {closed.has(node.id) ? (
                  <ChevronRightIcon fontSize="small" />
                ) : (
                  <ExpandMoreIcon fontSize="small" />
                )}
              </IconButton>
            )}
          </div>
        ))}
      </div>
    </div>
  );
}
