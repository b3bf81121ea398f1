import { useId } from 'react';
import type { BaselineVersion } from '@ai-governance/plugin-ai-governance-common';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  describeBaseline,
  formatCounted,
  formatInstant,
  formatPeriod,
} from '../../format';

const useStyles = makeStyles(
  theme => ({
    list: { listStyle: 'none', margin: 0, padding: 0 },
    item: {
      display: 'flex',
      gap: theme.spacing(1),
      justifyContent: 'space-between',
      alignItems: 'flex-start',
      padding: theme.spacing(1, 0),
      borderBottom: `1px solid ${theme.palette.divider}`,
    },
    facts: { minWidth: 0, overflowWrap: 'anywhere' },
    button: { flexShrink: 0 },
  }),
  { name: 'AiGovernanceBaselineHistory' },
);

/** Properties of {@link BaselineHistory}. */
export interface BaselineHistoryProps {
  /** The latest first. */
  baselines: BaselineVersion[];
  /** Called with the version; no version can be used again when absent. */
  onUseAgain?(version: number): void;
}

/** What a version compares with, and the dates it was last compared over where they are not part of it. */
function describe({ baseline, period }: BaselineVersion): string {
  if (baseline.kind === 'fixed') {
    return formatPeriod(baseline.from, baseline.to);
  }
  const words = describeBaseline(baseline);
  return period ? `${words} (${formatPeriod(period.from, period.to)})` : words;
}

/** Who chose a version: a person by name, or the configuration. */
function Author(props: { author: string }) {
  const { author } = props;
  if (author === 'config') {
    return <>the configuration</>;
  }
  // Whoever is no entity of the catalog, such as a service, is named as the backend names it.
  return author.startsWith('user:') ? (
    <EntityRefLink entityRef={author} defaultKind="user" hideIcon />
  ) : (
    <>{author}</>
  );
}

/** Every baseline a model had: what, how much, who, why and when. */
export function BaselineHistory(props: BaselineHistoryProps) {
  const { baselines, onUseAgain } = props;
  const classes = useStyles();
  const titleId = useId();
  return (
    <section aria-labelledby={titleId}>
      <Typography id={titleId} component="h3" variant="subtitle1">
        So far
      </Typography>
      <ul className={classes.list}>
        {baselines.map(item => (
          <li key={item.version} className={classes.item}>
            <div className={classes.facts}>
              <Typography variant="body2" component="p">
                <strong>
                  Version {item.version}
                  {item.inUse && ', in use'}:
                </strong>{' '}
                {describe(item)},{' '}
                {item.rows === null
                  ? 'not compared with yet'
                  : formatCounted(item.rows, 'row')}
                {item.restores !== null && ` (version ${item.restores} again)`}
              </Typography>
              <Typography variant="body2" component="p" color="textSecondary">
                By <Author author={item.author} />
                {item.createdAt !== null &&
                  `, ${formatInstant(item.createdAt)}`}
                : {item.reason}
              </Typography>
              {item.notes.map(note => (
                <Typography key={note} variant="caption" component="p">
                  {note}
                </Typography>
              ))}
            </div>
            {onUseAgain && !item.inUse && (
              <Button
                className={classes.button}
                size="small"
                variant="outlined"
                aria-label={`Use again: version ${item.version}`}
                onClick={() => onUseAgain(item.version)}
              >
                Use again
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
