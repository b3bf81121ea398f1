import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import {
  ALERT_SEVERITIES,
  FINDING_TYPES,
} from '@ai-governance/plugin-ai-governance-common';
import type {
  AlertFilter,
  AlertSeverity,
  AlertSummary,
} from '@ai-governance/plugin-ai-governance-common';
import { isNarrowed, stateChoice, statesOf, typeWords } from '../../alerts';
import type { AlertGrouping, AlertQuery } from '../../alerts';
import { SEVERITY_WORDS } from '../../format';
import { FilterSelect } from '../Fleet/FilterSelect';
import type { FilterOption } from '../Fleet/FilterSelect';
import { SearchField } from '../Fleet/SearchField';
import { ChoiceField } from './ChoiceField';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(148px, 1fr))',
      gap: theme.spacing(1.5),
      alignItems: 'start',
      '& > *': { minWidth: 0 },
    },
    clear: { gridColumn: '1 / -1', justifySelf: 'start' },
  }),
  { name: 'AiGovernanceAlertFilters' },
);

const FLAG_VALUES = { any: undefined, yes: true, no: false };
type Flag = keyof typeof FLAG_VALUES;

/** A flag of a filter as a choice. */
function choiceOf(value: boolean | undefined): Flag {
  if (value === undefined) {
    return 'any';
  }
  return value ? 'yes' : 'no';
}

const GROUPINGS: [AlertGrouping, string][] = [
  ['none', 'Not grouped'],
  ['endpoint', 'Endpoint'],
  ['owner', 'Owner'],
  ['type', 'Type'],
];

/** Properties of {@link AlertFilters}. */
export interface AlertFiltersProps {
  query: AlertQuery;
  /** Counts beside the choices. */
  summary: AlertSummary | undefined;
  /** Owners that can be chosen; undefined offers none. */
  owners: FilterOption[] | undefined;
  update(changes: Partial<AlertQuery>): void;
}

/** Narrows, orders and groups the alerts. */
export function AlertFilters(props: AlertFiltersProps) {
  const { query, summary, owners, update } = props;
  const { filter } = query;
  const classes = useStyles();
  const change = (part: Partial<AlertFilter>) =>
    update({ filter: { ...filter, ...part } });
  const some = <T,>(values: T[]) => (values.length > 0 ? values : undefined);
  const types = new Set<string>([
    ...FINDING_TYPES,
    ...Object.keys(summary?.byType ?? {}),
  ]);
  return (
    <div className={classes.root} role="search" aria-label="Filter alerts">
      <SearchField
        value={filter.search ?? ''}
        onChange={search => change({ search: search || undefined })}
        label="Search alerts"
        hint="Part of the title, the evidence, the endpoint or the column"
      />
      <ChoiceField
        label="State"
        value={stateChoice(filter)}
        choices={[
          ['firing', 'Firing'],
          ['resolved', 'Resolved'],
          ['all', 'All'],
        ]}
        onChange={state => change({ state: statesOf(state) })}
      />
      <FilterSelect
        label="Severity"
        options={ALERT_SEVERITIES.map(value => ({
          value,
          label: SEVERITY_WORDS[value],
        }))}
        selected={filter.severity ?? []}
        onChange={selected =>
          change({ severity: some(selected as AlertSeverity[]) })
        }
      />
      <FilterSelect
        label="Type"
        options={[...types].map(value => ({
          value,
          label: typeWords(value),
          count: summary?.byType[value] ?? 0,
        }))}
        selected={filter.type ?? []}
        onChange={selected => change({ type: some(selected) })}
      />
      {owners && (
        <FilterSelect
          label="Owner"
          options={owners}
          selected={filter.owner ?? []}
          onChange={selected => change({ owner: some(selected) })}
        />
      )}
      <ChoiceField<Flag>
        label="Taken on"
        value={choiceOf(filter.acknowledged)}
        choices={[
          ['any', 'Either'],
          ['no', 'By nobody'],
          ['yes', 'By somebody'],
        ]}
        onChange={value => change({ acknowledged: FLAG_VALUES[value] })}
      />
      <ChoiceField<Flag>
        label="Held back"
        value={choiceOf(filter.suppressed)}
        choices={[
          ['any', 'Either'],
          ['no', 'Not held back'],
          ['yes', 'Silenced or held back'],
        ]}
        onChange={value => change({ suppressed: FLAG_VALUES[value] })}
      />
      <ChoiceField
        label="Order"
        value={query.order}
        choices={[
          ['severity', 'Gravest first'],
          ['startsAt', 'Latest first'],
        ]}
        onChange={order => update({ order })}
      />
      <ChoiceField
        label="Group by"
        value={query.grouping}
        choices={GROUPINGS}
        onChange={grouping => update({ grouping })}
      />
      {isNarrowed(filter) && (
        <Button
          size="small"
          className={classes.clear}
          onClick={() => update({ filter: { state: statesOf('firing') } })}
        >
          Clear filters
        </Button>
      )}
    </div>
  );
}
