import { useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useSearchParams } from 'react-router-dom';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { aiGovernanceAlertAdministerPermission } from '@ai-governance/plugin-ai-governance-common';
import type {
  AlertDelivery,
  DeliveryState,
} from '@ai-governance/plugin-ai-governance-common';
import { DELIVERY_WORDS } from '../../alerts';
import { aiGovernanceAlertsApiRef } from '../../alertsApi';
import { errorMessage } from '../../format';
import {
  useLive,
  usePages,
  useResource,
  useSend,
  useSteady,
} from '../../hooks';
import { DeliveryItem } from '../AlertDetail/DeliveryItem';
import { AlertsLoadError } from '../Alerts/AlertsLoadError';
import { ChoiceField } from '../Alerts/ChoiceField';
import { Pager } from '../Pager';
import { Section } from '../Section';

const PAGE_SIZE = 25;
const CHOICES: [DeliveryState, string][] = (
  ['dead', 'pending', 'sent', 'skipped', 'superseded'] as const
).map(state => [state, DELIVERY_WORDS[state]]);

const useStyles = makeStyles(
  theme => ({
    list: {
      listStyle: 'none',
      margin: 0,
      padding: 0,
      '& > li': { borderTop: `1px solid ${theme.palette.divider}` },
    },
  }),
  { name: 'AiGovernanceDeliveries' },
);

/** Properties of {@link DeliveriesSection}. */
export interface DeliveriesSectionProps {
  /** Called when a delivery is tried again. */
  onRetried(): void;
}

/** Messages by how their sending went: first those that were given up, which can be tried again. */
export function DeliveriesSection(props: DeliveriesSectionProps) {
  const api = useApi(aiGovernanceAlertsApiRef);
  const classes = useStyles();
  const pages = usePages();
  const [params, setParams] = useSearchParams();
  const [state] =
    CHOICES.find(([choice]) => choice === params.get('state')) ?? CHOICES[0];
  const request = { state: [state], limit: PAGE_SIZE, cursor: pages.cursor };
  const resource = useResource(JSON.stringify(request), () =>
    api.listDeliveries(request),
  );
  const page = useSteady(resource.value);
  const { sending, error, send } = useSend();
  useLive(resource.reload);
  const retry = async ({ id }: AlertDelivery) => {
    await send(() => api.retryDelivery(id));
    resource.reload();
    props.onRetried();
  };
  if (resource.error && !resource.value) {
    return (
      <AlertsLoadError
        title="The deliveries could not be loaded"
        permission={aiGovernanceAlertAdministerPermission}
        error={resource.error}
        onRetry={resource.reload}
      />
    );
  }
  return (
    <Section
      title="Deliveries"
      subtitle="Messages that were given up stay here until they are tried again."
      actions={
        <ChoiceField
          label="Which"
          value={state}
          choices={CHOICES}
          // Starts at the first page again.
          onChange={next => setParams(next === 'dead' ? {} : { state: next })}
        />
      }
    >
      {error && (
        <Alert severity="error">
          It could not be tried again: {errorMessage(error)}
        </Alert>
      )}
      {!page && (
        <Skeleton variant="rect" height={120} aria-label="Loading deliveries" />
      )}
      {page?.items.length === 0 && (
        <Typography variant="body2">
          {state === 'dead'
            ? 'No message was given up.'
            : 'There is no such message.'}
        </Typography>
      )}
      {page && page.items.length > 0 && (
        <ul className={classes.list} aria-label="Deliveries">
          {page.items.map(delivery => (
            <DeliveryItem
              key={delivery.id}
              delivery={delivery}
              action={
                delivery.state === 'dead' && (
                  <div>
                    <Button
                      size="small"
                      variant="outlined"
                      disabled={sending}
                      aria-label={`Try again: ${delivery.title}`}
                      onClick={() => retry(delivery)}
                    >
                      Try again
                    </Button>
                  </div>
                )
              }
            />
          ))}
        </ul>
      )}
      {page && (
        <Pager
          what="deliveries"
          pages={pages}
          pageSize={PAGE_SIZE}
          shown={page.items.length}
          nextCursor={page.nextCursor}
        />
      )}
    </Section>
  );
}
