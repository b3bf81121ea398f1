import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Chip from '@material-ui/core/Chip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { toEntityRef } from '@ai-governance/plugin-ai-governance-common';
import type {
  FleetVersion,
  SeenVersion,
} from '@ai-governance/plugin-ai-governance-common';
import {
  CLOUD_WORDS,
  describeChange,
  formatInstant,
  shortDigest,
} from '../../format';
import { ApprovalBadge } from './ApprovalBadge';

const useStyles = makeStyles(
  theme => ({
    root: { minWidth: 0, overflowWrap: 'anywhere' },
    title: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(0.25, 1),
    },
    changes: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(0.5),
      margin: theme.spacing(0.5, 0),
      padding: 0,
      listStyle: 'none',
    },
    change: {
      padding: theme.spacing(0, 0.75),
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      fontFamily: theme.typography.fontFamily,
      fontSize: theme.typography.caption.fontSize,
    },
  }),
  { name: 'AiGovernanceVersionItem' },
);

/** A version of one endpoint, or one among those of all of them. */
export type ShownVersion = SeenVersion &
  Partial<Pick<FleetVersion, 'modelId' | 'title' | 'cloud'>>;

function Model(props: { version: SeenVersion }) {
  const { model } = props.version;
  const text = [model.name, model.version && `version ${model.version}`]
    .filter(Boolean)
    .join(' ');
  return model.entityRef ? (
    <EntityRefLink entityRef={model.entityRef} title={text} />
  ) : (
    <>{text}</>
  );
}

/** One version as it was seen behind a variant: what was different, who changed it, and how long it served. */
export function VersionItem(props: { version: ShownVersion }) {
  const { version } = props;
  const classes = useStyles();
  // What has a time of its own changed while the version was served.
  const isFirst = version.changes.every(({ at }) => at !== undefined);
  const times = [
    `first seen ${formatInstant(version.firstSeen)}`,
    version.deployedAt && `deployed ${formatInstant(version.deployedAt)}`,
    !version.current && `last seen ${formatInstant(version.lastSeen)}`,
    version.changedBy && `by ${version.changedBy}`,
    version.artefactDigest && `artefact ${shortDigest(version.artefactDigest)}`,
  ].filter(Boolean);
  return (
    <div className={classes.root}>
      <Typography variant="body2" component="div" className={classes.title}>
        <strong>
          <Model version={version} />
        </strong>
        {version.current && (
          <Chip size="small" label="in use" style={{ margin: 0 }} />
        )}
        <ApprovalBadge approval={version.approval} />
      </Typography>
      <Typography variant="body2" component="p">
        {version.modelId && (
          <>
            <EntityRefLink
              entityRef={toEntityRef(version.modelId)}
              title={version.title}
            />
            {version.cloud && `, ${CLOUD_WORDS[version.cloud]}`},{' '}
          </>
        )}
        variant {version.variant}
      </Typography>
      {version.changes.length > 0 && (
        <ul className={classes.changes} aria-label="What changed">
          {version.changes.map((change, index) => (
            <li
              key={index}
              className={classes.change}
              title={`${change.from ?? ''} → ${change.to ?? ''}`}
            >
              {change.at && `${formatInstant(change.at)}: `}
              {describeChange(change)}
            </li>
          ))}
        </ul>
      )}
      {isFirst && (
        <Typography variant="caption" component="p" color="textSecondary">
          The first one seen behind this variant
        </Typography>
      )}
      <Typography variant="caption" component="p" color="textSecondary">
        {times.join(' · ')}
      </Typography>
    </div>
  );
}
