import { useApi } from '@backstage/core-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import CheckCircleIcon from '@material-ui/icons/CheckCircle';
import Skeleton from '@material-ui/lab/Skeleton';
import { aiGovernanceApiRef } from '../../api';
import { INVENTORY_ISSUES, isFiltered } from '../../fleet';
import { ISSUE_WORDS } from '../../format';
import { usePages, useResource, useSteady } from '../../hooks';
import { FleetFilters } from '../Fleet/FleetFilters';
import { StatTile } from '../Fleet/StatTile';
import { LoadError } from '../LoadError';
import { NoMatch, Notice } from '../Notices';
import { PageBody } from '../PageBody';
import { Pager } from '../Pager';
import { Section } from '../Section';
import { useVerdictColors } from '../Verdict';
import { InventoryTable } from './InventoryTable';
import { IssueIcon } from './IssueIcon';
import { useInventoryQuery } from './useInventoryQuery';

/** Findings of one page. */
const PAGE_SIZE = 25;
const FIELDS = ['owner', 'cloud', 'system', 'lifecycle'] as const;

const useStyles = makeStyles(
  theme => ({
    tiles: {
      display: 'grid',
      gap: theme.spacing(1),
      gridTemplateColumns: 'repeat(auto-fit, minmax(140px, 1fr))',
    },
    body: { marginTop: theme.spacing(1.5) },
  }),
  { name: 'AiGovernanceInventoryPage' },
);

/** What does not fit between the clouds and the catalog, and how to mend it. */
export function InventoryPage() {
  const api = useApi(aiGovernanceApiRef);
  const classes = useStyles();
  const colors = useVerdictColors();
  const pages = usePages();
  const { query, update } = useInventoryQuery();
  const { filter, issue } = query;
  const fleet = useResource(JSON.stringify(filter), () => api.getFleet(filter));
  const summary = useSteady(fleet.value);
  const request = {
    ...filter,
    issue: issue.length > 0 ? issue : undefined,
    limit: PAGE_SIZE,
    cursor: pages.cursor,
  };
  const resource = useResource(JSON.stringify(request), () =>
    api.getInventory(request),
  );
  const page = useSteady(resource.value);
  const narrowed = isFiltered(filter) || issue.length > 0;
  const clear = () => update({ filter: {}, issue: [] });

  if (resource.error) {
    return (
      <PageBody>
        <LoadError
          title="The inventory could not be loaded"
          error={resource.error}
          onRetry={resource.reload}
        />
      </PageBody>
    );
  }
  const total = page
    ? INVENTORY_ISSUES.reduce((sum, each) => sum + page.counts[each], 0)
    : undefined;
  if (total === 0 && !narrowed && !resource.loading) {
    return (
      <PageBody>
        <Notice icon={CheckCircleIcon} title="Nothing to put in order">
          <Typography>
            Every endpoint that you may see is registered, runs in its cloud,
            has an owner and writes inference logs.
          </Typography>
        </Notice>
      </PageBody>
    );
  }
  const matching = issue.length > 0 ? issue : INVENTORY_ISSUES;
  return (
    <PageBody>
      {page ? (
        <div className={classes.tiles} role="group" aria-label="Issues">
          {INVENTORY_ISSUES.map(each => (
            <StatTile
              key={each}
              label={ISSUE_WORDS[each].title}
              count={page.counts[each]}
              icon={<IssueIcon issue={each} />}
              colors={colors.warn}
              pressed={issue.includes(each)}
              hint={ISSUE_WORDS[each].meaning}
              onClick={() =>
                update({
                  issue: issue.length === 1 && issue[0] === each ? [] : [each],
                })
              }
            />
          ))}
        </div>
      ) : (
        <Skeleton variant="rect" height={72} aria-label="Loading counts" />
      )}
      <Section
        title="To put in order"
        subtitle="What does not fit between the clouds and the catalog."
      >
        <FleetFilters
          summary={summary}
          fields={FIELDS}
          filter={filter}
          onChange={next => update({ filter: next })}
        />
        <div className={classes.body}>
          {page?.items.length === 0 && !resource.loading ? (
            <NoMatch what="finding" onClear={clear} />
          ) : (
            <InventoryTable findings={page?.items} loading={resource.loading} />
          )}
          {page && (
            <Pager
              what="findings"
              pages={pages}
              pageSize={PAGE_SIZE}
              shown={page.items.length}
              total={matching.reduce((sum, each) => sum + page.counts[each], 0)}
              nextCursor={page.nextCursor}
            />
          )}
        </div>
      </Section>
    </PageBody>
  );
}
