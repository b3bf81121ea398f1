import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { useParams } from 'react-router-dom';
import { aiGovernanceApiRef } from '../src';
import { FleetPage } from '../src/components/Fleet';
import { InventoryPage } from '../src/components/Inventory';
import { VersionsPage } from '../src/components/Versions';
import { FleetFixtureClient } from './fixtures';

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

/** The page of the fleet in a state that the fixtures' fleet is not in: `/fleet-states/<state>/<page>`. */
export function FleetStates() {
  const { state = 'empty', page = 'endpoints' } = useParams();
  return (
    <TestApiProvider
      apis={[[aiGovernanceApiRef, CLIENTS[state] ?? CLIENTS.empty]]}
    >
      {page === 'endpoints' && <FleetPage />}
      {page === 'inventory' && <InventoryPage />}
      {page === 'versions' && <VersionsPage />}
    </TestApiProvider>
  );
}
