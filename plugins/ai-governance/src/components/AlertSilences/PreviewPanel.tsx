import { useEffect, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import type { AlertMatcher } from '@ai-governance/plugin-ai-governance-common';
import { areGood } from '../../alerts';
import { aiGovernanceAlertsApiRef } from '../../alertsApi';
import { errorMessage, formatCount, formatCounted } from '../../format';
import { useResource, useSteady } from '../../hooks';
import { SeverityBadge } from '../Alerts/SeverityBadge';

/** Milliseconds without a key press after which is looked. */
const PAUSE = 400;
/** Alerts that are named. */
const SHOWN = 5;

const useStyles = makeStyles(
  theme => ({
    root: {
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      padding: theme.spacing(1.5),
      fontFamily: theme.typography.fontFamily,
    },
    list: { listStyle: 'none', margin: 0, padding: 0 },
    item: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0, 1.5),
      alignItems: 'center',
      paddingTop: theme.spacing(0.5),
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'AiGovernanceSilencePreview' },
);

/** Which firing alerts a silence would hold back now. */
export function PreviewPanel(props: { matchers: AlertMatcher[] }) {
  const { matchers } = props;
  const api = useApi(aiGovernanceAlertsApiRef);
  const classes = useStyles();
  const now = JSON.stringify(
    matchers.length > 0 && areGood(matchers) ? matchers : null,
  );
  const [asked, setAsked] = useState(now);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(now), PAUSE);
    return () => clearTimeout(timer);
  }, [now]);
  const preview = useResource(asked === 'null' ? null : asked, () =>
    api.previewSilence({ matchers: JSON.parse(asked) }),
  );
  const last = useSteady(preview.value);
  const value = asked === 'null' ? undefined : last;
  if (preview.error) {
    return (
      <Alert severity="warning">
        What it would hold back is not known: {errorMessage(preview.error)}
      </Alert>
    );
  }
  return (
    <section className={classes.root} aria-label="Preview" aria-live="polite">
      <Typography variant="body2">
        {value
          ? `It would hold back ${formatCounted(value.total, 'alert')} that ${
              value.total === 1 ? 'fires' : 'fire'
            } now, of those that you may see.`
          : 'Once the conditions are filled in, this shows which firing alerts it would hold back.'}
      </Typography>
      {value && value.items.length > 0 && (
        <ul className={classes.list}>
          {value.items.slice(0, SHOWN).map(alert => (
            <li key={alert.id} className={classes.item}>
              <SeverityBadge severity={alert.severity} />
              <Typography variant="body2" component="span">
                {alert.title}, {alert.entityTitle}
              </Typography>
            </li>
          ))}
        </ul>
      )}
      {value && value.total > SHOWN && (
        <Typography variant="caption" color="textSecondary" component="p">
          and {formatCount(value.total - SHOWN)} more
        </Typography>
      )}
    </section>
  );
}
