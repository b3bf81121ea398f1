import { useState } from 'react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import { withoutTiles } from '../../alerts';
import { aiGovernanceAlertsApiRef } from '../../alertsApi';
import { useLive, useResource, useSteady } from '../../hooks';
import { AlertDrawer } from '../AlertDetail';
import { AlertFilters } from '../Alerts/AlertFilters';
import { AlertList } from '../Alerts/AlertList';
import { describeAlerts } from '../Alerts/AlertsHeadline';
import { CountsError } from '../Alerts/CountsError';
import { useAlertQuery } from '../Alerts/useAlertQuery';
import { Section } from '../Section';

const useStyles = makeStyles(
  theme => ({
    body: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr)',
      gap: theme.spacing(1.5),
      marginTop: theme.spacing(1.5),
    },
  }),
  { name: 'AiGovernanceAlertsTab' },
);

/** Tab of an endpoint: its alerts. */
export function AlertsTab() {
  const { entity } = useEntity();
  const api = useApi(aiGovernanceAlertsApiRef);
  const classes = useStyles();
  const entityRef = stringifyEntityRef(entity);
  const { query, update, open } = useAlertQuery();
  const [changes, setChanges] = useState(0);
  const scope = { ...withoutTiles(query.filter), entityRef: [entityRef] };
  const counts = useResource(JSON.stringify(scope), () =>
    api.getSummary(scope),
  );
  const summary = useSteady(counts.value);
  useLive(counts.reload);
  const changed = () => {
    counts.reload();
    setChanges(count => count + 1);
  };
  return (
    <>
      <Section
        title="Alerts"
        subtitle={
          counts.error ? (
            <CountsError error={counts.error} />
          ) : (
            summary && describeAlerts(summary)
          )
        }
      >
        <AlertFilters
          query={query}
          summary={summary}
          owners={undefined}
          update={update}
        />
        <div className={classes.body}>
          <AlertList
            query={query}
            entityRef={entityRef}
            update={update}
            changes={changes}
            onOpen={open}
            onChanged={changed}
          />
        </div>
      </Section>
      <AlertDrawer
        id={query.open}
        onClose={() => open(null)}
        onChanged={changed}
      />
    </>
  );
}
