import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { FLEET_VERDICT_WORDS, HEALTH_WORDS } from '../../format';
import type { TopologyKind, TopologyNode } from '../../topology';
import { HealthIcon } from '../Health';
import { VerdictIcon } from '../Verdict';

const useStyles = makeStyles(
  theme => ({
    root: { minWidth: 0, flex: 1 },
    line: {
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
    },
    label: { fontWeight: 600, lineHeight: 1.3 },
    caption: {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(0.5),
      lineHeight: 1.3,
      '& svg': { fontSize: 16 },
    },
  }),
  { name: 'AiGovernanceTopologyLabel' },
);

const KIND_WORDS: Record<TopologyKind, string> = {
  cloud: 'Cloud',
  place: 'Account or workspace',
  endpoint: 'Endpoint',
  variant: 'Variant',
  model: 'Model',
};

/** Name and facts of a node, with a link to its page where it has one. */
export function TopologyLabel(props: { node: TopologyNode }) {
  const { node } = props;
  const classes = useStyles();
  const verdict = FLEET_VERDICT_WORDS[node.verdict ?? 'none'];
  return (
    <div
      className={classes.root}
      title={`${KIND_WORDS[node.kind]} ${node.label} ${node.caption}`}
    >
      <Typography
        variant="body2"
        component="div"
        className={`${classes.line} ${classes.label}`}
      >
        {node.entityRef ? (
          <EntityRefLink entityRef={node.entityRef} title={node.label} />
        ) : (
          node.label
        )}
      </Typography>
      <Typography
        variant="caption"
        component="div"
        color="textSecondary"
        className={`${classes.line} ${classes.caption}`}
      >
        {node.health ? (
          <>
            {node.verdict && <VerdictIcon verdict={node.verdict} />}
            {verdict}
            <HealthIcon state={node.health} />
            {HEALTH_WORDS[node.health]}
          </>
        ) : (
          node.caption
        )}
      </Typography>
    </div>
  );
}
