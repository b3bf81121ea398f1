import { useApi } from '@backstage/core-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import ToggleButton from '@material-ui/lab/ToggleButton';
import ToggleButtonGroup from '@material-ui/lab/ToggleButtonGroup';
import { aiGovernanceApiRef } from '../../api';
import { FILTER_FIELDS, isFiltered, withoutCards } from '../../fleet';
import { useResource, useSteady } from '../../hooks';
import { LoadError } from '../LoadError';
import { PageBody } from '../PageBody';
import { Section, useToggleStyles } from '../Section';
import { FleetTopology } from '../Topology';
import { EmptyFleet } from './EmptyFleet';
import { FleetCards } from './FleetCards';
import { FleetFilters } from './FleetFilters';
import { FleetHeadline } from './FleetHeadline';
import { FleetList } from './FleetList';
import { RegisterButton } from './RegisterButton';
import { useFleetQuery } from './useFleetQuery';

const useStyles = makeStyles(
  theme => ({
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1.5),
      justifyContent: 'space-between',
      alignItems: 'flex-start',
    },
    body: { marginTop: theme.spacing(1.5) },
  }),
  { name: 'AiGovernanceFleetPage' },
);

/** Every endpoint the user may see: how the fleet does, and one row or node for each. */
export function FleetPage() {
  const api = useApi(aiGovernanceApiRef);
  const classes = useStyles();
  const toggle = useToggleStyles();
  const { query, update } = useFleetQuery();
  const { filter, view } = query;
  const scope = withoutCards(filter);
  const counts = useResource(JSON.stringify(scope), () => api.getFleet(scope));
  const summary = useSteady(counts.value);

  if (counts.error && !counts.value) {
    return (
      <PageBody>
        <LoadError
          title="The endpoints could not be counted"
          error={counts.error}
          onRetry={counts.reload}
        />
      </PageBody>
    );
  }
  if (counts.value?.total === 0 && !isFiltered(scope)) {
    return (
      <PageBody>
        <EmptyFleet />
      </PageBody>
    );
  }
  return (
    <PageBody>
      <div className={classes.head}>
        <FleetHeadline summary={summary} />
        <RegisterButton />
      </div>
      <FleetCards
        summary={summary}
        filter={filter}
        onChange={next => update({ filter: next })}
      />
      <Section
        title="Endpoints"
        actions={
          <ToggleButtonGroup
            exclusive
            size="small"
            value={view}
            onChange={(_, next) => next && update({ view: next })}
            aria-label="View"
          >
            <ToggleButton classes={toggle} value="table">
              Table
            </ToggleButton>
            <ToggleButton classes={toggle} value="topology">
              Topology
            </ToggleButton>
          </ToggleButtonGroup>
        }
      >
        <FleetFilters
          summary={summary}
          fields={FILTER_FIELDS}
          filter={filter}
          onChange={next => update({ filter: next })}
        />
        <div className={classes.body}>
          {view === 'table' ? (
            <FleetList
              query={query}
              update={update}
              onMeasured={counts.reload}
            />
          ) : (
            <FleetTopology
              filter={filter}
              onClear={() => update({ filter: {} })}
            />
          )}
        </div>
      </Section>
    </PageBody>
  );
}
