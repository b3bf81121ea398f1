import IconButton from '@material-ui/core/IconButton';
import { makeStyles } from '@material-ui/core/styles';
import ChevronRightIcon from '@material-ui/icons/ChevronRight';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import type { TopologyNode } from '../../topology';
import { TopologyLabel } from './TopologyLabel';

const useStyles = makeStyles(
  theme => ({
    list: {
      listStyle: 'none',
      margin: 0,
      padding: 0,
      '& &': {
        marginLeft: theme.spacing(1),
        paddingLeft: theme.spacing(1.5),
        borderLeft: `1px solid ${theme.palette.divider}`,
        [theme.breakpoints.down('xs')]: { paddingLeft: theme.spacing(1) },
      },
    },
    line: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      padding: theme.spacing(0.5, 0),
    },
  }),
  { name: 'AiGovernanceTopologyList' },
);

/** Properties of {@link TopologyList}. */
export interface TopologyListProps {
  roots: TopologyNode[];
  /** Ids of nodes whose children are not listed. */
  closed: ReadonlySet<string>;
  /** Opens or closes a node; nothing can be opened when absent. */
  onToggle?(id: string): void;
  /** Name of the outermost list. */
  label?: string;
}

/** What runs where as lists in lists: for a small screen, and for those who do not see the graph. */
export function TopologyList(props: TopologyListProps) {
  const { roots, closed, onToggle, label } = props;
  const classes = useStyles();
  return (
    <ul className={classes.list} aria-label={label}>
      {roots.map(node => (
        <li key={node.id}>
          <div className={classes.line}>
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
            <TopologyLabel node={node} />
          </div>
          {node.children.length > 0 && !closed.has(node.id) && (
            <TopologyList
              roots={node.children}
              closed={closed}
              onToggle={onToggle}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
