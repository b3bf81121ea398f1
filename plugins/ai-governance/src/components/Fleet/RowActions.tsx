import { useState } from 'react';
import { Link } from '@backstage/core-components';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import CircularProgress from '@material-ui/core/CircularProgress';
import IconButton from '@material-ui/core/IconButton';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import MoreVertIcon from '@material-ui/icons/MoreVert';
import { aiGovernanceRunPermission } from '@ai-governance/plugin-ai-governance-common';
import type { ModelSummary } from '@ai-governance/plugin-ai-governance-common';
import type { RunHandle } from '../../hooks';

/** Tabs of an endpoint's page, by their paths. */
const TABS = [
  ['drift', 'Open Drift'],
  ['health', 'Open Health'],
  ['deployment', 'Open Deployment'],
] as const;

/** Properties of {@link RowActions}. */
export interface RowActionsProps {
  model: ModelSummary;
  handle: RunHandle;
}

/** Asks for the permission only once the menu is open: a page of rows would ask for dozens. */
function RunItem(props: RowActionsProps & { onDone(): void }) {
  const { model, handle, onDone } = props;
  const permission = usePermission({
    permission: aiGovernanceRunPermission,
    resourceRef: model.entityRef,
  });
  if (permission.loading) {
    return (
      <MenuItem disabled>
        <CircularProgress size={16} aria-label="Asking for the permission" />
      </MenuItem>
    );
  }
  if (!permission.allowed) {
    return <MenuItem disabled>You may not start runs on it</MenuItem>;
  }
  return (
    <MenuItem
      disabled={handle.busy}
      onClick={() => {
        handle.start();
        onDone();
      }}
    >
      {handle.busy ? 'Checks are running' : 'Run checks now'}
    </MenuItem>
  );
}

/** What can be done with an endpoint without leaving the list. */
export function RowActions(props: RowActionsProps) {
  const { model } = props;
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const entityLink = useEntityRefLink();
  const close = () => setAnchor(null);
  return (
    <>
      <IconButton
        size="small"
        aria-label={`Actions for ${model.title}`}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={event => setAnchor(event.currentTarget)}
      >
        <MoreVertIcon fontSize="small" />
      </IconButton>
      <Menu
        open={anchor !== null}
        anchorEl={anchor}
        onClose={close}
        getContentAnchorEl={null}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      >
        {TABS.map(([path, label]) => (
          <MenuItem
            key={path}
            component={Link}
            to={`${entityLink(model.entityRef)}/${path}`}
            onClick={close}
          >
            {label}
          </MenuItem>
        ))}
        <RunItem {...props} onDone={close} />
      </Menu>
    </>
  );
}
