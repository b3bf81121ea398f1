import { stringifyEntityRef } from '@backstage/catalog-model';
import { InfoCard, Link } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { useEntity, useEntityRefLink } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { toModelId } from '@ai-governance/plugin-ai-governance-common';
import type { ModelDetail } from '@ai-governance/plugin-ai-governance-common';
import { aiGovernanceApiRef } from '../../api';
import {
  FLEET_VERDICT_WORDS,
  HEALTH_WORDS,
  errorMessage,
  errorName,
  formatCounted,
  formatInstant,
  formatRelative,
} from '../../format';
import { useResource } from '../../hooks';
import { VerdictTrend } from '../Fleet/VerdictTrend';
import { HealthIcon } from '../Health';
import { VerdictIcon } from '../Verdict';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      gap: theme.spacing(1.5),
      overflowWrap: 'anywhere',
      position: 'relative',
    },
    line: { display: 'flex', gap: theme.spacing(1), minWidth: 0 },
    text: { flex: 1, minWidth: 0 },
  }),
  { name: 'AiGovernanceOverviewCard' },
);

/** Why there is nothing to say, in a sentence. */
function describeError(error: Error): string {
  switch (errorName(error)) {
    case 'NotAllowedError':
      return 'You may not see what is measured on this endpoint.';
    case 'NotFoundError':
      return 'Governance has not taken up this endpoint yet, or you may not see it.';
    default:
      return `This could not be loaded: ${errorMessage(error)}`;
  }
}

function Facts(props: { model: ModelDetail; link: string }) {
  const { model, link } = props;
  const classes = useStyles();
  return (
    <>
      <div className={classes.line}>
        {model.verdict && <VerdictIcon verdict={model.verdict} />}
        <div className={classes.text}>
          <Typography variant="subtitle2" component="p">
            <Link to={`${link}/drift`}>
              {FLEET_VERDICT_WORDS[model.verdict ?? 'none']}
            </Link>
          </Typography>
          <Typography variant="body2" component="p">
            {model.summary}
          </Typography>
        </div>
        <VerdictTrend trend={model.trend} />
      </div>
      <div className={classes.line}>
        <HealthIcon state={model.health} />
        <div className={classes.text}>
          <Typography variant="subtitle2" component="p">
            <Link to={`${link}/health`}>{HEALTH_WORDS[model.health]}</Link>
          </Typography>
          <Typography variant="body2" component="p">
            {model.healthReason}
          </Typography>
        </div>
      </div>
      <Typography variant="caption" component="p" color="textSecondary">
        {formatCounted(model.openFindings, 'open finding')}.{' '}
        {model.lastRunAt
          ? `Last checked ${formatInstant(model.lastRunAt)} (${formatRelative(
              model.lastRunAt,
            )}).`
          : 'Never checked.'}{' '}
        <Link to={`${link}/deployment`}>What runs where</Link>
      </Typography>
    </>
  );
}

/** Card of an endpoint's overview: verdict and health in a sentence each, with the way to the rest. */
export function OverviewCard() {
  const { entity } = useEntity();
  const api = useApi(aiGovernanceApiRef);
  const classes = useStyles();
  const link = useEntityRefLink()(entity);
  const modelId = toModelId(stringifyEntityRef(entity));
  const resource = useResource(modelId, () => api.getModel(modelId));
  return (
    <InfoCard title="AI governance">
      <div className={classes.root}>
        {resource.value && <Facts model={resource.value} link={link} />}
        {resource.error && (
          <Typography variant="body2">
            {describeError(resource.error)}
          </Typography>
        )}
        {!resource.value && !resource.error && (
          <Skeleton variant="rect" height={110} />
        )}
      </div>
    </InfoCard>
  );
}
