import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  aiGovernanceAlertAdministerPermission,
  aiGovernanceAlertReadPermission,
} from '@ai-governance/plugin-ai-governance-common';
import type {
  AlertRule,
  AlertRuleInput,
} from '@ai-governance/plugin-ai-governance-common';
import { newRule } from '../../alerts';
import { aiGovernanceAlertsApiRef } from '../../alertsApi';
import { useResource } from '../../hooks';
import { AlertsLoadError } from '../Alerts/AlertsLoadError';
import { Section } from '../Section';
import { DeleteDialog } from './DeleteDialog';
import { RuleDialog } from './RuleDialog';
import { RuleItem } from './RuleItem';
import { VersionsDialog } from './VersionsDialog';

/** Between positions, so that a rule can be put between two. */
const GAP = 10;

const useStyles = makeStyles(
  { list: { listStyle: 'none', margin: 0, padding: 0 } },
  { name: 'AiGovernanceRulesPanel' },
);

/** The dialog that is open. */
type Open =
  | { what: 'edit'; start: AlertRuleInput; rule?: AlertRule }
  | { what: 'delete' | 'versions'; rule: AlertRule };

/** Rules that make alerts of findings, in the order in which they are tried. */
export function RulesPanel() {
  const api = useApi(aiGovernanceAlertsApiRef);
  const classes = useStyles();
  const permission = usePermission({
    permission: aiGovernanceAlertAdministerPermission,
  });
  const [open, setOpen] = useState<Open>();
  const resource = useResource('rules', () => api.listRules());
  const close = () => setOpen(undefined);
  const done = () => {
    close();
    resource.reload();
  };
  if (resource.error && !resource.value) {
    return (
      <AlertsLoadError
        title="The rules could not be loaded"
        permission={aiGovernanceAlertReadPermission}
        error={resource.error}
        onRetry={resource.reload}
      />
    );
  }
  const rules = resource.value?.rules;
  const next =
    Math.max(
      0,
      ...(rules ?? [])
        .filter(({ origin }) => origin === 'api')
        .map(({ position }) => position),
    ) + GAP;
  return (
    <Section
      title="Rules"
      subtitle="The first rule that matches a finding decides on its alert. A finding that none matches raises an alert of its own severity."
      actions={
        permission.allowed &&
        rules && (
          <Button
            variant="contained"
            color="primary"
            size="small"
            aria-haspopup="dialog"
            onClick={() => setOpen({ what: 'edit', start: newRule(next) })}
          >
            New rule…
          </Button>
        )
      }
    >
      {!permission.loading && !permission.allowed && (
        <Typography variant="body2" color="textSecondary" gutterBottom>
          You may look, but not change rules: that needs the permission{' '}
          <code>{aiGovernanceAlertAdministerPermission.name}</code>.
        </Typography>
      )}
      {!rules && (
        <Skeleton variant="rect" height={160} aria-label="Loading rules" />
      )}
      {rules?.length === 0 && (
        <Typography variant="body2">
          There is no rule: every finding raises an alert of its own severity.
        </Typography>
      )}
      {rules && rules.length > 0 && (
        <ol className={classes.list} aria-label="Rules">
          {rules.map(rule => (
            <RuleItem
              key={rule.id}
              rule={rule}
              mayChange={permission.allowed}
              onEdit={() => setOpen({ what: 'edit', start: rule, rule })}
              onDelete={() => setOpen({ what: 'delete', rule })}
              onVersions={() => setOpen({ what: 'versions', rule })}
            />
          ))}
        </ol>
      )}
      {open?.what === 'edit' && (
        <RuleDialog
          start={open.start}
          rule={open.rule}
          onClose={close}
          onDone={done}
        />
      )}
      {open?.what === 'delete' && (
        <DeleteDialog rule={open.rule} onClose={close} onDone={done} />
      )}
      {open?.what === 'versions' && (
        <VersionsDialog
          rule={open.rule}
          onClose={close}
          onRestore={
            permission.allowed
              ? start => setOpen({ what: 'edit', start, rule: open.rule })
              : undefined
          }
        />
      )}
    </Section>
  );
}
