import Typography from '@material-ui/core/Typography';
import NotificationsNoneIcon from '@material-ui/icons/NotificationsNone';
import { Notice } from '../Notices';

/** That no alert fires. @param props - `of`: what was looked at, for example `this endpoint` */
export function NothingFires(props: { of: string }) {
  return (
    <Notice icon={NotificationsNoneIcon} title="Nothing fires">
      <Typography>
        No check of {props.of} has a finding that is worth an alert. That holds
        for what was measured; what could not be measured raises alerts of the
        type “Failed check”.
      </Typography>
    </Notice>
  );
}
