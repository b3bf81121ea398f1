import type { ReactNode } from 'react';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import BugReportIcon from '@material-ui/icons/BugReport';
import CloudOffIcon from '@material-ui/icons/CloudOff';
import RadioButtonUncheckedIcon from '@material-ui/icons/RadioButtonUnchecked';
import Skeleton from '@material-ui/lab/Skeleton';
import type {
  FleetFilter,
  FleetSummary,
} from '@ai-governance/plugin-ai-governance-common';
import { useId } from 'react';
import { useNavigate } from 'react-router-dom';
import { FLEET_HEALTHS, FLEET_VERDICTS } from '../../fleet';
import { FLEET_VERDICT_WORDS, HEALTH_WORDS } from '../../format';
import { inventoryRouteRef } from '../../routes';
import { HealthIcon, useHealthColors } from '../Health';
import { VerdictIcon, useVerdictColors } from '../Verdict';
import { StatTile } from './StatTile';

const useStyles = makeStyles(
  theme => ({
    root: { display: 'grid', gap: theme.spacing(1.5) },
    second: {
      display: 'grid',
      gap: theme.spacing(1.5),
      gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 1fr)',
      [theme.breakpoints.down('xs')]: { gridTemplateColumns: '1fr' },
    },
    tiles: {
      display: 'grid',
      gap: theme.spacing(1),
      gridTemplateColumns: 'repeat(auto-fit, minmax(104px, 1fr))',
    },
    // An even number of tiles leaves no gap in two columns of a phone.
    pairs: {
      [theme.breakpoints.down('xs')]: {
        gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
      },
    },
    title: { lineHeight: 1.8 },
  }),
  { name: 'AiGovernanceFleetCards' },
);

function Group(props: { title: string; pairs?: boolean; children: ReactNode }) {
  const classes = useStyles();
  const titleId = useId();
  return (
    <div role="group" aria-labelledby={titleId}>
      <Typography
        id={titleId}
        variant="overline"
        component="h2"
        className={classes.title}
      >
        {props.title}
      </Typography>
      <div className={`${classes.tiles} ${props.pairs ? classes.pairs : ''}`}>
        {props.children}
      </div>
    </div>
  );
}

/** The value alone, or nothing when it alone was chosen already. */
function toggled<T>(chosen: T[] | undefined, value: T): T[] | undefined {
  return chosen?.length === 1 && chosen[0] === value ? undefined : [value];
}

/** Properties of {@link FleetCards}. */
export interface FleetCardsProps {
  /** Counts of what the filter lets through but for verdict and health; undefined while they are loaded. */
  summary: FleetSummary | undefined;
  filter: FleetFilter;
  onChange(filter: FleetFilter): void;
}

/** How many endpoints there are of each verdict and health; each count filters. */
export function FleetCards(props: FleetCardsProps) {
  const { summary, filter, onChange } = props;
  const classes = useStyles();
  const verdictColors = useVerdictColors();
  const healthColors = useHealthColors();
  const inventory = useRouteRef(inventoryRouteRef);
  const navigate = useNavigate();
  if (!summary) {
    return <Skeleton variant="rect" height={190} aria-label="Loading counts" />;
  }
  const quiet = verdictColors['insufficient-data'];
  const showsFindings =
    filter.verdict?.length === 2 &&
    filter.verdict.includes('fail') &&
    filter.verdict.includes('warn');
  return (
    <div className={classes.root}>
      <Group title="Drift">
        {FLEET_VERDICTS.map(verdict => (
          <StatTile
            key={verdict}
            label={FLEET_VERDICT_WORDS[verdict]}
            count={summary.verdicts[verdict]}
            colors={verdict === 'none' ? quiet : verdictColors[verdict]}
            icon={
              verdict === 'none' ? (
                <RadioButtonUncheckedIcon fontSize="small" aria-hidden />
              ) : (
                <VerdictIcon verdict={verdict} />
              )
            }
            pressed={Boolean(filter.verdict?.includes(verdict))}
            hint="Show only these endpoints"
            onClick={() =>
              onChange({
                ...filter,
                verdict: toggled(filter.verdict, verdict),
              })
            }
          />
        ))}
      </Group>
      <div className={classes.second}>
        <Group title="Health" pairs>
          {FLEET_HEALTHS.map(state => (
            <StatTile
              key={state}
              label={HEALTH_WORDS[state]}
              count={summary.health[state]}
              colors={healthColors[state]}
              icon={<HealthIcon state={state} />}
              pressed={Boolean(filter.health?.includes(state))}
              hint="Show only these endpoints"
              onClick={() =>
                onChange({ ...filter, health: toggled(filter.health, state) })
              }
            />
          ))}
        </Group>
        <Group title="To do" pairs>
          <StatTile
            label="Open findings"
            count={summary.openFindings}
            colors={verdictColors.fail}
            icon={<BugReportIcon fontSize="small" aria-hidden />}
            pressed={showsFindings}
            hint="Show endpoints that drift or warn"
            onClick={() =>
              onChange({
                ...filter,
                verdict: showsFindings ? undefined : ['fail', 'warn'],
              })
            }
          />
          <StatTile
            label="Capture off"
            count={summary.captureOff}
            colors={quiet}
            icon={<CloudOffIcon fontSize="small" aria-hidden />}
            pressed={false}
            hint="Show them in the inventory"
            onClick={() =>
              navigate(`${inventory?.() ?? '../inventory'}?issue=capture-off`)
            }
          />
        </Group>
      </div>
    </div>
  );
}
