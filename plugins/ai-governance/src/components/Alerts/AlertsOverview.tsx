import { useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import { aiGovernanceApiRef } from '../../api';
import { aiGovernanceAlertsApiRef } from '../../alertsApi';
import { withoutTiles } from '../../alerts';
import { useLive, useResource, useSteady } from '../../hooks';
import { AlertDrawer } from '../AlertDetail';
import { Section } from '../Section';
import { AlertFilters } from './AlertFilters';
import { AlertList } from './AlertList';
import { AlertTiles } from './AlertTiles';
import { AlertsHeadline } from './AlertsHeadline';
import { CountsError } from './CountsError';
import { useAlertQuery } from './useAlertQuery';

const useStyles = makeStyles(
  theme => ({
    body: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr)',
      gap: theme.spacing(1.5),
      marginTop: theme.spacing(1.5),
    },
  }),
  { name: 'AiGovernanceAlertsOverview' },
);

/** Every alert the user may see: how many fire, which, and what can be done with them. */
export function AlertsOverview() {
  const api = useApi(aiGovernanceAlertsApiRef);
  const fleetApi = useApi(aiGovernanceApiRef);
  const classes = useStyles();
  const { query, update, open } = useAlertQuery();
  const [changes, setChanges] = useState(0);
  const scope = withoutTiles(query.filter);
  const counts = useResource(JSON.stringify(scope), () =>
    api.getSummary(scope),
  );
  const summary = useSteady(counts.value);
  // Without them the rest still works, so that a failure is no error of the page.
  const fleet = useResource('owners', () => fleetApi.getFleet());
  const owners = fleet.value && [
    ...fleet.value.facets.owner.map(({ value, label }) => ({ value, label })),
    { value: 'none', label: 'Without owner' },
  ];
  useLive(counts.reload);
  const changed = () => {
    counts.reload();
    setChanges(count => count + 1);
  };
  return (
    <>
      {counts.error ? (
        <CountsError error={counts.error} />
      ) : (
        <>
          <AlertsHeadline summary={summary} />
          <AlertTiles
            summary={summary}
            filter={query.filter}
            onChange={filter => update({ filter })}
          />
        </>
      )}
      <Section title="Alerts">
        <AlertFilters
          query={query}
          summary={summary}
          owners={owners}
          update={update}
        />
        <div className={classes.body}>
          <AlertList
            query={query}
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
