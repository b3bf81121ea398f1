import { aiGovernanceRunPermission } from '@ai-governance/plugin-ai-governance-common';
import { useEntityPermission } from '@backstage/plugin-catalog-react/alpha';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import PlayArrowIcon from '@material-ui/icons/PlayArrow';
import type { RunHandle } from '../../hooks';

/** Starts a run now, where the user may; where not, it says so. */
export function RunButton(props: { handle: RunHandle }) {
  const { handle } = props;
  const permission = useEntityPermission(aiGovernanceRunPermission);
  if (permission.loading) {
    return null;
  }
  if (!permission.allowed) {
    return (
      <Typography variant="body2" color="textSecondary">
        You may look, but not start runs on this endpoint.
      </Typography>
    );
  }
  return (
    <Box>
      <Button
        variant="contained"
        color="primary"
        startIcon={<PlayArrowIcon />}
        disabled={handle.busy}
        onClick={handle.start}
      >
        {handle.busy ? 'Running…' : 'Run now'}
      </Button>
    </Box>
  );
}
