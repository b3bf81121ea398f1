import { useState } from 'react';
import type { ReactNode } from 'react';
import Box from '@material-ui/core/Box';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import { useTheme } from '@material-ui/core/styles';
import ToggleButton from '@material-ui/lab/ToggleButton';
import ToggleButtonGroup from '@material-ui/lab/ToggleButtonGroup';
import { topologyTree } from '../../topology';
import type { TopologyEndpoint } from '../../topology';
import { useToggleStyles } from '../Section';
import { TopologyGraph } from './TopologyGraph';
import { TopologyList } from './TopologyList';

/** Endpoints up to which everything is open at first. */
const ALL_OPEN = 50;

/** Properties of {@link TopologyPanel}. */
export interface TopologyPanelProps {
  endpoints: TopologyEndpoint[];
  /** A sentence beside the choice of graph or list. */
  note?: ReactNode;
}

/** What runs where, as a graph or as a list; above fifty endpoints accounts and workspaces are closed at first. */
export function TopologyPanel(props: TopologyPanelProps) {
  const { endpoints, note } = props;
  const toggle = useToggleStyles();
  const theme = useTheme();
  const small = useMediaQuery(theme.breakpoints.down('xs'));
  const [chosen, setChosen] = useState<'graph' | 'list'>();
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const shown = chosen ?? (small ? 'list' : 'graph');
  const roots = topologyTree(endpoints);
  const many = endpoints.length > ALL_OPEN;
  const closed = new Set(
    roots
      .flatMap(({ children }) => children)
      .map(({ id }) => id)
      .filter(id => many !== toggled.has(id)),
  );
  const onToggle = (id: string) => {
    const next = new Set(toggled);
    if (!next.delete(id)) {
      next.add(id);
    }
    setToggled(next);
  };
  const view = {
    roots,
    closed,
    onToggle: endpoints.length > 1 ? onToggle : undefined,
  };
  return (
    <>
      <Box
        display="flex"
        flexWrap="wrap"
        alignItems="center"
        justifyContent="space-between"
        gridGap={8}
        mb={1}
      >
        <div>{note}</div>
        <ToggleButtonGroup
          exclusive
          size="small"
          value={shown}
          onChange={(_, next) => next && setChosen(next)}
          aria-label="Show topology as"
        >
          <ToggleButton classes={toggle} value="graph">
            Graph
          </ToggleButton>
          <ToggleButton classes={toggle} value="list">
            List
          </ToggleButton>
        </ToggleButtonGroup>
      </Box>
      {shown === 'graph' ? (
        <TopologyGraph {...view} />
      ) : (
        <TopologyList {...view} label="What runs where" />
      )}
    </>
  );
}
