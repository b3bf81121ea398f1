import type { Entity } from '@backstage/catalog-model';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import Box from '@material-ui/core/Box';
import Link from '@material-ui/core/Link';
import Typography from '@material-ui/core/Typography';
import { Link as RouterLink, useParams } from 'react-router-dom';
import { aiGovernanceApiRef, aiGovernanceOutcomesApiRef } from '../src';
import { FairnessTab } from '../src/components/FairnessTab';
import { PerformanceTab } from '../src/components/PerformanceTab';
import { outcomeFixtures } from './fixtures/outcomes';

const HOUR = 3_600_000;
const fixtures = outcomeFixtures(Math.floor(Date.now() / HOUR) * HOUR);

/** Every state of the Fairness and the Performance tab: `/outcomes/<story>/<tab>`. */
export function OutcomeStories() {
  const { story = 'intersection', tab = 'fairness' } = useParams();
  const { scenarios, client, outcomesClient } = fixtures;
  const scenario = scenarios[story as keyof typeof scenarios];
  if (!scenario) {
    return <Typography>No story '{story}' among the fixtures.</Typography>;
  }
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: scenario.model.id.replace('default.', ''),
      namespace: 'default',
    },
    spec: { type: 'model-endpoint', lifecycle: 'production', owner: 'guests' },
  };
  return (
    <Box p={2}>
      <Box display="flex" flexWrap="wrap" gridGap={12} mb={2}>
        {Object.keys(scenarios).map(key => (
          <Link key={key} component={RouterLink} to={`/outcomes/${key}/${tab}`}>
            {key}
          </Link>
        ))}
      </Box>
      <TestApiProvider
        apis={[
          [aiGovernanceApiRef, client],
          [aiGovernanceOutcomesApiRef, outcomesClient],
        ]}
      >
        <EntityProvider key={story} entity={entity}>
          {tab === 'fairness' ? <FairnessTab /> : <PerformanceTab />}
        </EntityProvider>
      </TestApiProvider>
    </Box>
  );
}
