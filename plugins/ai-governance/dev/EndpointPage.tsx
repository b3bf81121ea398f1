import type { Entity } from '@backstage/catalog-model';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import Box from '@material-ui/core/Box';
import Link from '@material-ui/core/Link';
import Typography from '@material-ui/core/Typography';
import { Link as RouterLink, Route, Routes, useParams } from 'react-router-dom';
import { AlertsCard, AlertsTab } from '../src/components/AlertsTab';
import { DeploymentTab } from '../src/components/Deployment';
import { DriftTab } from '../src/components/DriftTab';
import { HealthTab } from '../src/components/HealthTab';
import { OverviewCard } from '../src/components/OverviewCard';

const TABS = ['', 'drift', 'health', 'deployment', 'alerts'];

/** What the catalog's page of an endpoint would show of this plugin. @param props - `entities` by name */
export function EndpointPage(props: { entities: Map<string, Entity> }) {
  const { name = '' } = useParams();
  const entity = props.entities.get(name);
  if (!entity) {
    return <Typography>No endpoint '{name}' among the fixtures.</Typography>;
  }
  return (
    <Box p={2}>
      <Typography variant="h3" component="h1">
        {name}
      </Typography>
      <Box display="flex" flexWrap="wrap" gridGap={12} my={1}>
        {TABS.map(tab => (
          <Link
            key={tab}
            component={RouterLink}
            to={`/catalog/default/component/${name}/${tab}`}
          >
            {tab || 'overview'}
          </Link>
        ))}
      </Box>
      <EntityProvider entity={entity}>
        <Routes>
          <Route path="drift" element={<DriftTab />} />
          <Route path="health" element={<HealthTab />} />
          <Route path="deployment" element={<DeploymentTab />} />
          <Route path="alerts" element={<AlertsTab />} />
          <Route
            path="*"
            element={
              <Box maxWidth={520}>
                <OverviewCard />
                <Box mt={2}>
                  <AlertsCard />
                </Box>
              </Box>
            }
          />
        </Routes>
      </EntityProvider>
    </Box>
  );
}
