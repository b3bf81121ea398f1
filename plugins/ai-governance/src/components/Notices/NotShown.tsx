import Typography from '@material-ui/core/Typography';
import HelpOutlineIcon from '@material-ui/icons/HelpOutline';
import LockIcon from '@material-ui/icons/Lock';
import TimelineIcon from '@material-ui/icons/Timeline';
import { aiGovernanceReadPermission } from '@ai-governance/plugin-ai-governance-common';
import { Notice } from './Notice';

/** That the user may not see the measurements. */
export function NotAllowed() {
  return (
    <Notice icon={LockIcon} title="You may not see these measurements">
      <Typography>
        Seeing what is measured on a model endpoint needs the permission{' '}
        <code>{aiGovernanceReadPermission.name}</code>. Ask the owner of the
        endpoint, or whoever keeps the permission policy of this portal.
      </Typography>
    </Notice>
  );
}

/** That the backend knows no such model, or does not want to say that it does. */
export function NotKnown() {
  return (
    <Notice
      icon={HelpOutlineIcon}
      title="No measurements of this endpoint to show"
    >
      <Typography>
        Either governance has not taken up this endpoint yet, which happens
        within minutes of its discovery, or you may not see what is measured on
        it. If it stays like this, ask the owner of the endpoint.
      </Typography>
    </Notice>
  );
}

/** That nobody asked for this endpoint to be watched. */
export function NotMonitored(props: { switchedOff: boolean }) {
  return (
    <Notice icon={TimelineIcon} title="This endpoint is not monitored">
      <Typography>
        {props.switchedOff
          ? 'Its monitor is switched off in the settings, so no runs are made.'
          : 'It has no monitor: nothing says which of its columns to watch, or against which baseline.'}{' '}
        That says nothing about whether the model drifts.
      </Typography>
    </Notice>
  );
}
