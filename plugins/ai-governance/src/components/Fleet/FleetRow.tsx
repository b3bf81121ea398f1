import {
  EntityDisplayName,
  EntityRefLink,
} from '@backstage/plugin-catalog-react';
import Box from '@material-ui/core/Box';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ModelSummary } from '@ai-governance/plugin-ai-governance-common';
import {
  CLOUD_WORDS,
  FLEET_VERDICT_WORDS,
  formatCount,
  formatInstant,
  formatRelative,
} from '../../format';
import { useRun } from '../../hooks';
import { STICKY_CELL } from '../FeatureTable/styles';
import { HealthBadge } from '../Health';
import { RunProgress } from '../RunControl';
import { VerdictBadge } from '../Verdict';
import { RowActions } from './RowActions';
import { VerdictTrend } from './VerdictTrend';

const useStyles = makeStyles(
  theme => ({
    row: {
      // Opaque and without stripes, so that the cell which stays in place covers what scrolls below it.
      '&&': { backgroundColor: theme.palette.background.paper },
      '&&:hover': { backgroundColor: theme.palette.background.default },
    },
    name: {
      ...STICKY_CELL,
      minWidth: 150,
      maxWidth: 220,
      overflowWrap: 'anywhere',
      [theme.breakpoints.down('xs')]: { minWidth: 120, maxWidth: 140 },
    },
    link: { fontWeight: 600 },
    verdict: { minWidth: 190, maxWidth: 300 },
    health: { minWidth: 140, maxWidth: 210 },
    owner: { minWidth: 90, maxWidth: 140, overflowWrap: 'anywhere' },
    sentence: {
      display: '-webkit-box',
      '-webkit-line-clamp': 2,
      '-webkit-box-orient': 'vertical',
      overflow: 'hidden',
      overflowWrap: 'anywhere',
      lineHeight: 1.4,
    },
    nowrap: { whiteSpace: 'nowrap' },
  }),
  { name: 'AiGovernanceFleetRow' },
);

/** Properties of {@link FleetRow}. */
export interface FleetRowProps {
  model: ModelSummary;
  /** Called when a run that was started here has ended. */
  onMeasured(): void;
}

/** One endpoint: verdict and why, how it serves, whose it is, and what can be done. */
export function FleetRow(props: FleetRowProps) {
  const { model, onMeasured } = props;
  const classes = useStyles();
  const handle = useRun(model.id, null, onMeasured);
  const sentence = (text: string) => (
    <Typography
      variant="caption"
      component="p"
      color="textSecondary"
      className={classes.sentence}
      title={text}
    >
      {text}
    </Typography>
  );
  return (
    <TableRow className={classes.row}>
      <TableCell
        component="th"
        role="rowheader"
        scope="row"
        className={classes.name}
      >
        <EntityRefLink
          entityRef={model.entityRef}
          title={model.title}
          className={classes.link}
        />
        <Typography variant="caption" component="p" color="textSecondary">
          {CLOUD_WORDS[model.cloud]} · {model.lifecycle}
        </Typography>
        {model.problem && (
          <Typography variant="caption" component="p" color="error">
            {model.problem}
          </Typography>
        )}
      </TableCell>
      <TableCell className={classes.verdict}>
        {model.verdict ? (
          <VerdictBadge verdict={model.verdict} />
        ) : (
          FLEET_VERDICT_WORDS.none
        )}
        {sentence(model.summary)}
        {(handle.run || handle.error) && (
          <Box mt={0.5}>
            <RunProgress handle={handle} />
          </Box>
        )}
      </TableCell>
      <TableCell>
        <VerdictTrend trend={model.trend} />
      </TableCell>
      <TableCell className={classes.health}>
        <HealthBadge state={model.health} />
        {sentence(model.healthReason)}
      </TableCell>
      <TableCell align="right">{formatCount(model.openFindings)}</TableCell>
      <TableCell className={classes.owner}>
        <EntityRefLink entityRef={model.owner} defaultKind="group" hideIcon />
        {model.system && (
          <Typography variant="caption" component="p" color="textSecondary">
            <EntityDisplayName
              entityRef={model.system}
              defaultKind="system"
              hideIcon
              disableTooltip
            />
          </Typography>
        )}
      </TableCell>
      <TableCell
        className={classes.nowrap}
        title={formatInstant(model.lastRunAt)}
      >
        {model.lastRunAt ? formatRelative(model.lastRunAt) : 'never'}
      </TableCell>
      <TableCell padding="none">
        <RowActions model={model} handle={handle} />
      </TableCell>
    </TableRow>
  );
}
