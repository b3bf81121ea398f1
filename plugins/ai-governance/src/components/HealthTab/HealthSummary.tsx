import { useId } from 'react';
import Box from '@material-ui/core/Box';
import MenuItem from '@material-ui/core/MenuItem';
import Paper from '@material-ui/core/Paper';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import ToggleButton from '@material-ui/lab/ToggleButton';
import ToggleButtonGroup from '@material-ui/lab/ToggleButtonGroup';
import type { ModelHealth } from '@ai-governance/plugin-ai-governance-common';
import { HEALTH_WORDS, formatInstant, formatRelative } from '../../format';
import { HealthBadge, HealthIcon, useHealthColors } from '../Health';
import { useToggleStyles } from '../Section';

const PERIODS = [1, 7, 30];

const useStyles = makeStyles(
  theme => ({
    root: { overflow: 'hidden' },
    headline: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(2),
      justifyContent: 'space-between',
      alignItems: 'flex-start',
      padding: theme.spacing(2),
      borderLeft: '6px solid',
    },
    state: {
      display: 'flex',
      gap: theme.spacing(1.5),
      flex: '1 1 320px',
      minWidth: 0,
      overflowWrap: 'anywhere',
    },
    controls: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1.5),
    },
    facts: {
      display: 'grid',
      gap: theme.spacing(0.5),
      padding: theme.spacing(1.5, 2),
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'AiGovernanceHealthSummary' },
);

/** Properties of {@link HealthSummary}. */
export interface HealthSummaryProps {
  health: ModelHealth;
  /** The variant shown. */
  variant: string | undefined;
  onVariant(variant: string): void;
  days: number;
  onDays(days: number): void;
}

/** How the endpoint serves, at a glance and why. */
export function HealthSummary(props: HealthSummaryProps) {
  const { health, variant, onVariant, days, onDays } = props;
  const variantId = useId();
  const classes = useStyles();
  const toggle = useToggleStyles();
  const colors = useHealthColors()[health.state];
  return (
    <Paper component="section" aria-label="Health" className={classes.root}>
      <div
        className={classes.headline}
        style={{ backgroundColor: colors.tint, borderLeftColor: colors.strong }}
      >
        <div className={classes.state}>
          <HealthIcon state={health.state} fontSize="large" />
          <Box minWidth={0}>
            <Typography component="h2" variant="h4">
              {HEALTH_WORDS[health.state]}
            </Typography>
            <Typography variant="body1" component="p">
              {health.reason}
            </Typography>
          </Box>
        </div>
        <div className={classes.controls}>
          {health.variants.length > 1 && (
            <TextField
              // Without an id the list is not named by its label.
              id={variantId}
              select
              size="small"
              variant="outlined"
              label="Variant"
              value={variant}
              onChange={event => onVariant(event.target.value)}
            >
              {health.variants.map(each => (
                <MenuItem key={each.variant} value={each.variant}>
                  {each.variant}: {HEALTH_WORDS[each.state]}
                </MenuItem>
              ))}
            </TextField>
          )}
          <ToggleButtonGroup
            exclusive
            size="small"
            value={days}
            onChange={(_, next) => next && onDays(next)}
            aria-label="Period"
          >
            {PERIODS.map(period => (
              <ToggleButton key={period} classes={toggle} value={period}>
                {period === 1 ? '24 hours' : `${period} days`}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        </div>
      </div>
      <div className={classes.facts}>
        <Typography variant="body2" component="p">
          <strong>Measured by the cloud:</strong>{' '}
          {health.checkedAt
            ? `last asked ${formatInstant(health.checkedAt)} (${formatRelative(
                health.checkedAt,
              )}).`
            : 'not asked yet.'}
        </Typography>
        {health.variants.length > 1 &&
          health.variants.map(each => (
            <Typography key={each.variant} variant="body2" component="p">
              <strong>{each.variant}:</strong>{' '}
              <HealthBadge state={each.state} /> {each.reason}
            </Typography>
          ))}
      </div>
    </Paper>
  );
}
