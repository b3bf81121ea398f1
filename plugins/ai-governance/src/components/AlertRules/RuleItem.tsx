import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { AlertRule } from '@ai-governance/plugin-ai-governance-common';
import { nameOf, outcomeWords } from '../../alerts';
import { formatCount, formatInstant } from '../../format';
import { MatcherChips } from '../Alerts/MatcherChips';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1, 2),
      padding: theme.spacing(1.5, 0),
      borderTop: `1px solid ${theme.palette.divider}`,
      overflowWrap: 'anywhere',
    },
    body: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr)',
      gap: theme.spacing(0.5),
      flex: '1 1 260px',
      minWidth: 0,
    },
    actions: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'flex-start',
      alignContent: 'flex-start',
      gap: theme.spacing(1),
    },
  }),
  { name: 'AiGovernanceRuleItem' },
);

/** Properties of {@link RuleItem}. */
export interface RuleItemProps {
  rule: AlertRule;
  /** Whether the user may change rules. */
  mayChange: boolean;
  onEdit(): void;
  onDelete(): void;
  onVersions(): void;
}

/** One rule: what it decides on and how. */
export function RuleItem(props: RuleItemProps) {
  const { rule, mayChange, onEdit, onDelete, onVersions } = props;
  const classes = useStyles();
  const isOfApi = rule.origin === 'api';
  const labels = Object.entries(rule.labels);
  const button = (label: string, onClick: () => void) => (
    <Button
      size="small"
      variant="outlined"
      aria-haspopup="dialog"
      aria-label={`${label}: ${rule.name}`}
      onClick={onClick}
    >
      {label}
    </Button>
  );
  return (
    <li className={classes.root}>
      <div className={classes.body}>
        <Typography variant="body1" component="h3">
          <strong>{rule.name}</strong>
          {!rule.enabled && ' (switched off)'}
        </Typography>
        {rule.description && (
          <Typography variant="body2" component="p">
            {rule.description}
          </Typography>
        )}
        <Typography variant="body2" component="p">
          {outcomeWords(rule.outcome)}
          {rule.matchers.length + rule.conditions.length > 0
            ? ', when:'
            : ', on every finding that comes to it'}
        </Typography>
        <MatcherChips matchers={rule.matchers} conditions={rule.conditions} />
        <Typography variant="caption" color="textSecondary" component="p">
          {labels.length > 0 &&
            `Adds ${labels
              .map(([label, value]) => `${label} = ${value}`)
              .join(', ')} · `}
          Position {formatCount(rule.position)}
          {isOfApi
            ? ` · version ${rule.version} by ${nameOf(
                rule.author,
              )}, ${formatInstant(rule.changedAt)}: ${rule.reason}`
            : ' · of the configuration, where it is changed; tried after all others'}
        </Typography>
      </div>
      {isOfApi && (
        <div className={classes.actions}>
          {mayChange && button('Change…', onEdit)}
          {button('Versions…', onVersions)}
          {mayChange && button('Delete…', onDelete)}
        </div>
      )}
    </li>
  );
}
