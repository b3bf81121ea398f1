import { useId } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import type { AlertRule } from '@ai-governance/plugin-ai-governance-common';
import { changedFields, nameOf, outcomeWords } from '../../alerts';
import { aiGovernanceAlertsApiRef } from '../../alertsApi';
import { errorMessage, formatInstant } from '../../format';
import { useResource } from '../../hooks';
import { MatcherChips } from '../Alerts/MatcherChips';

const useStyles = makeStyles(
  theme => ({
    list: {
      listStyle: 'none',
      margin: 0,
      padding: 0,
      overflowWrap: 'anywhere',
    },
    item: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr)',
      gap: theme.spacing(0.5),
      padding: theme.spacing(1, 0),
    },
  }),
  { name: 'AiGovernanceRuleVersions' },
);

/** What a version is: the first, the last, or what it changed. */
function describeVersion(rule: AlertRule, before: AlertRule | undefined) {
  if (rule.deleted) {
    return 'deleted';
  }
  if (!before) {
    return 'added';
  }
  const fields = changedFields(before, rule);
  return fields.length > 0 ? `changed ${fields.join(', ')}` : 'changed nothing';
}

/** Properties of {@link VersionsDialog}. */
export interface VersionsDialogProps {
  rule: AlertRule;
  /** Starts a change with an old version; absent when the user may not. */
  onRestore?(version: AlertRule): void;
  onClose(): void;
}

/** Every version of a rule, who made it and why. */
export function VersionsDialog(props: VersionsDialogProps) {
  const { rule, onRestore, onClose } = props;
  const api = useApi(aiGovernanceAlertsApiRef);
  const classes = useStyles();
  const titleId = useId();
  const { value, error } = useResource(rule.id, () =>
    api.getRuleVersions(rule.id),
  );
  return (
    <Dialog
      open
      onClose={onClose}
      aria-labelledby={titleId}
      maxWidth="sm"
      fullWidth
    >
      <DialogTitle id={titleId}>Versions of “{rule.name}”</DialogTitle>
      <DialogContent dividers>
        {!value && !error && (
          <Skeleton variant="rect" height={120} aria-label="Loading versions" />
        )}
        {error && (
          <Alert severity="error">
            The versions could not be loaded: {errorMessage(error)}
          </Alert>
        )}
        <ol className={classes.list} aria-label="Versions">
          {value?.versions.map((version, index) => (
            <li key={version.version} className={classes.item}>
              <Typography variant="body2" component="p">
                <strong>Version {version.version}</strong>
                {version.version === rule.version && ' (in force)'}:{' '}
                {describeVersion(version, value.versions[index + 1])}
              </Typography>
              <Typography variant="body2" component="p">
                {version.enabled ? '' : 'Switched off. '}
                {outcomeWords(version.outcome)} on:
              </Typography>
              <MatcherChips
                matchers={version.matchers}
                conditions={version.conditions}
              />
              <Typography variant="caption" color="textSecondary" component="p">
                {nameOf(version.author)}, {formatInstant(version.changedAt)}
                {version.reason && `: ${version.reason}`}
              </Typography>
              {onRestore && version.version !== rule.version && (
                <div>
                  <Button size="small" onClick={() => onRestore(version)}>
                    Use version {version.version} again…
                  </Button>
                </div>
              )}
            </li>
          ))}
        </ol>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Close</Button>
      </DialogActions>
    </Dialog>
  );
}
