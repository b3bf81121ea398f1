import Skeleton from '@material-ui/lab/Skeleton';
import { makeStyles } from '@material-ui/core/styles';
import { ALERT_SEVERITIES } from '@ai-governance/plugin-ai-governance-common';
import type {
  AlertFilter,
  AlertSummary,
} from '@ai-governance/plugin-ai-governance-common';
import { stateChoice, statesOf } from '../../alerts';
import { SEVERITY_WORDS } from '../../format';
import { StatTile } from '../Fleet/StatTile';
import { SEVERITY_ICONS, useSeverityColors } from './severityLook';

const useStyles = makeStyles(
  theme => ({
    tiles: {
      display: 'grid',
      gap: theme.spacing(1),
      gridTemplateColumns: 'repeat(auto-fit, minmax(130px, 1fr))',
    },
  }),
  { name: 'AiGovernanceAlertTiles' },
);

/** Properties of {@link AlertTiles}. */
export interface AlertTilesProps {
  summary: AlertSummary | undefined;
  filter: AlertFilter;
  onChange(filter: AlertFilter): void;
}

/** How many alerts fire of each severity; pressing one shows just these. */
export function AlertTiles(props: AlertTilesProps) {
  const { summary, filter, onChange } = props;
  const classes = useStyles();
  const colors = useSeverityColors();
  if (!summary) {
    return <Skeleton variant="rect" height={72} aria-label="Loading counts" />;
  }
  const firing = stateChoice(filter) === 'firing';
  return (
    <div className={classes.tiles} role="group" aria-label="Firing alerts">
      {ALERT_SEVERITIES.map(severity => {
        const Icon = SEVERITY_ICONS[severity];
        const pressed =
          firing &&
          filter.severity?.length === 1 &&
          filter.severity[0] === severity;
        return (
          <StatTile
            key={severity}
            label={SEVERITY_WORDS[severity]}
            count={summary.bySeverity[severity]}
            icon={
              <Icon
                aria-hidden
                fontSize="small"
                style={{ color: colors[severity].strong }}
              />
            }
            colors={colors[severity]}
            pressed={pressed}
            hint={
              pressed
                ? 'Show firing alerts of every severity'
                : 'Show just these'
            }
            onClick={() =>
              onChange({
                ...filter,
                state: statesOf('firing'),
                severity: pressed ? undefined : [severity],
              })
            }
          />
        );
      })}
    </div>
  );
}
