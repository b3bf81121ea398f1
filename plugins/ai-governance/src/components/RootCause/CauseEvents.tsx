import type { ComponentType } from 'react';
import type { SvgIconProps } from '@material-ui/core/SvgIcon';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import CloudUploadIcon from '@material-ui/icons/CloudUpload';
import SettingsIcon from '@material-ui/icons/Settings';
import ShowChartIcon from '@material-ui/icons/ShowChart';
import VideocamIcon from '@material-ui/icons/Videocam';
import ViewColumnIcon from '@material-ui/icons/ViewColumn';
import type {
  ModelEventKind,
  RootCauseEvent,
} from '@ai-governance/plugin-ai-governance-common';
import { formatInstant } from '../../format';

const ICONS: Record<ModelEventKind, ComponentType<SvgIconProps>> = {
  deployment: CloudUploadIcon,
  'config-change': SettingsIcon,
  'capture-change': VideocamIcon,
  'volume-change': ShowChartIcon,
  'schema-change': ViewColumnIcon,
};

const useStyles = makeStyles(
  theme => ({
    list: { '&&': { paddingLeft: 0, listStyle: 'none' } },
    event: {
      display: 'grid',
      gridTemplateColumns: 'auto minmax(0, 1fr)',
      columnGap: theme.spacing(1),
    },
  }),
  { name: 'AiGovernanceCauseEvents' },
);

/** What happened to the endpoint when the columns began to differ. */
export function CauseEvents(props: { events: RootCauseEvent[] }) {
  const classes = useStyles();
  if (props.events.length === 0) {
    return (
      <Typography variant="body2" color="textSecondary">
        Nothing is recorded of this endpoint near the beginning of the drift.
      </Typography>
    );
  }
  return (
    <ul className={classes.list}>
      {props.events.map(event => {
        const Icon = ICONS[event.kind];
        return (
          <li key={`${event.at}/${event.title}`} className={classes.event}>
            <Icon aria-hidden fontSize="small" color="action" />
            <div>
              <Typography variant="body2">
                <strong>{event.title}</strong>, {formatInstant(event.at)}
              </Typography>
              <Typography variant="body2">{event.detail}</Typography>
              {event.columns.length > 0 && (
                <Typography variant="caption" color="textSecondary">
                  when {event.columns.join(', ')} began to differ
                </Typography>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
