import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type {
  FacetCount,
  FleetFilter,
  FleetSummary,
} from '@ai-governance/plugin-ai-governance-common';
import { FLEET_HEALTHS, FLEET_VERDICTS, isFiltered } from '../../fleet';
import type { FilterField } from '../../fleet';
import { CLOUD_WORDS, FLEET_VERDICT_WORDS, HEALTH_WORDS } from '../../format';
import { FilterSelect } from './FilterSelect';
import { SearchField } from './SearchField';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(124px, 1fr))',
      gap: theme.spacing(1.5),
      alignItems: 'start',
      '& > *': { minWidth: 0 },
    },
    clear: { gridColumn: '1 / -1', justifySelf: 'start' },
  }),
  { name: 'AiGovernanceFleetFilters' },
);

const LABELS: Record<FilterField, string> = {
  owner: 'Owner',
  cloud: 'Cloud',
  system: 'System',
  lifecycle: 'Lifecycle',
  verdict: 'Verdict',
  health: 'Health',
};

/** What can be chosen of each field. */
function options(
  summary: FleetSummary | undefined,
): Record<FilterField, FacetCount[]> {
  return {
    owner: summary?.facets.owner ?? [],
    cloud: (summary?.facets.cloud ?? []).map(facet => ({
      ...facet,
      label:
        CLOUD_WORDS[facet.value as keyof typeof CLOUD_WORDS] ?? facet.label,
    })),
    system: (summary?.facets.system ?? []).map(facet => ({
      ...facet,
      label: facet.value === 'none' ? 'Without system' : facet.label,
    })),
    lifecycle: summary?.facets.lifecycle ?? [],
    verdict: FLEET_VERDICTS.map(value => ({
      value,
      label: FLEET_VERDICT_WORDS[value],
      count: summary?.verdicts[value] ?? 0,
    })),
    health: FLEET_HEALTHS.map(value => ({
      value,
      label: HEALTH_WORDS[value],
      count: summary?.health[value] ?? 0,
    })),
  };
}

/** Properties of {@link FleetFilters}. */
export interface FleetFiltersProps {
  /** What can be chosen, with its counts. */
  summary: FleetSummary | undefined;
  /** Fields to offer. */
  fields: readonly FilterField[];
  filter: FleetFilter;
  onChange(filter: FleetFilter): void;
}

/** Narrows the endpoints: by words and by fields. */
export function FleetFilters(props: FleetFiltersProps) {
  const { summary, fields, filter, onChange } = props;
  const classes = useStyles();
  const choices = options(summary);
  return (
    <div className={classes.root} role="search" aria-label="Filter endpoints">
      <SearchField
        value={filter.search ?? ''}
        onChange={search =>
          onChange({ ...filter, search: search || undefined })
        }
      />
      {fields.map(field => (
        <FilterSelect
          key={field}
          label={LABELS[field]}
          options={choices[field]}
          selected={filter[field] ?? []}
          onChange={selected =>
            onChange({
              ...filter,
              [field]: selected.length > 0 ? selected : undefined,
            })
          }
        />
      ))}
      {isFiltered(filter) && (
        <Button
          size="small"
          className={classes.clear}
          onClick={() => onChange({})}
        >
          Clear filters
        </Button>
      )}
    </div>
  );
}
