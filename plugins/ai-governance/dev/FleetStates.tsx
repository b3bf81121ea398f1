import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { useParams } from 'react-router-dom';
import { aiGovernanceAlertsApiRef, aiGovernanceApiRef } from '../src';
import { AlertsPage } from '../src/components/Alerts';
import { FleetPage } from '../src/components/Fleet';
import { InventoryPage } from '../src/components/Inventory';
import { VersionsPage } from '../src/components/Versions';
import { AlertsFixtureClient, FleetFixtureClient } from './fixtures';

/** A client without a single endpoint. */
function emptyClient(): FleetFixtureClient {
  return new FleetFixtureClient({ endpoints: [], end: Date.now() });
}

/** A client whose every list fails. */
function failingClient(error: Error): FleetFixtureClient {
  const client = emptyClient();
  const fail = async () => {
    throw error;
  };
  client.getFleet = fail;
  client.listModels = fail;
  client.getInventory = fail;
  client.listVersions = fail;
  return client;
}

/** A client that never answers. */
function silentClient(): FleetFixtureClient {
  const client = emptyClient();
  const wait = () => new Promise<never>(() => {});
  client.getFleet = wait;
  client.listModels = wait;
  client.getInventory = wait;
  client.listVersions = wait;
  return client;
}

const CLIENTS: Record<string, FleetFixtureClient> = {
  empty: emptyClient(),
  failing: failingClient(
    new ServiceUnavailableError('The database is not reachable'),
  ),
  denied: failingClient(new NotAllowedError('not for you')),
  loading: silentClient(),
};

/** A client without alerts whose lists answer as given; as nothing fires when absent. */
function alertsClient(answer?: () => Promise<never>): AlertsFixtureClient {
  const client = new AlertsFixtureClient({ endpoints: [], now: Date.now() });
  if (answer) {
    client.listAlerts = answer;
    client.getSummary = answer;
    client.listSilences = answer;
    client.listRules = answer;
    client.listChannels = answer;
    client.listDeliveries = answer;
  }
  return client;
}

const ALERTS_CLIENTS: Record<string, AlertsFixtureClient> = {
  empty: alertsClient(),
  failing: alertsClient(async () => {
    throw new ServiceUnavailableError('The database is not reachable');
  }),
  denied: alertsClient(async () => {
    throw new NotAllowedError('not for you');
  }),
  loading: alertsClient(() => new Promise<never>(() => {})),
};

/** The page of the fleet in a state that the fixtures' fleet is not in: `/fleet-states/<state>/<page>`. */
export function FleetStates() {
  const { state = 'empty', page = 'endpoints' } = useParams();
  return (
    <TestApiProvider
      apis={[
        [aiGovernanceApiRef, CLIENTS[state] ?? CLIENTS.empty],
        [
          aiGovernanceAlertsApiRef,
          ALERTS_CLIENTS[state] ?? ALERTS_CLIENTS.empty,
        ],
      ]}
    >
      {page === 'endpoints' && <FleetPage />}
      {page === 'inventory' && <InventoryPage />}
      {page === 'versions' && <VersionsPage />}
      {page === 'alerts' && <AlertsPage />}
    </TestApiProvider>
  );
}
