import Typography from '@material-ui/core/Typography';
import LockIcon from '@material-ui/icons/Lock';
import { errorName } from '../../format';
import { LoadError } from '../LoadError';
import type { LoadErrorProps } from '../LoadError';
import { Notice } from '../Notices';

/** Properties of {@link AlertsLoadError}. */
export interface AlertsLoadErrorProps extends LoadErrorProps {
  /** Without which the server refuses. */
  permission: { name: string };
}

/** Why alerts, or what decides on them, could not be loaded. */
export function AlertsLoadError(props: AlertsLoadErrorProps) {
  const { permission, ...rest } = props;
  if (errorName(props.error) !== 'NotAllowedError') {
    return <LoadError {...rest} />;
  }
  return (
    <Notice icon={LockIcon} title="You may not see this">
      <Typography>
        It needs the permission <code>{permission.name}</code>. Ask whoever
        keeps the permission policy of this portal.
      </Typography>
    </Notice>
  );
}
