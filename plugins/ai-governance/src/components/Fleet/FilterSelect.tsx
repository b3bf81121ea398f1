import Checkbox from '@material-ui/core/Checkbox';
import Popper from '@material-ui/core/Popper';
import type { PopperProps } from '@material-ui/core/Popper';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Autocomplete, {
  createFilterOptions,
} from '@material-ui/lab/Autocomplete';
import type { FacetCount } from '@ai-governance/plugin-ai-governance-common';
import { formatCount } from '../../format';

/** Options drawn at once; typing finds the others. */
const MAX_OPTIONS = 100;

const useStyles = makeStyles(
  theme => ({
    // One line whatever is chosen, so that the fields stay in line.
    input: { '&&': { flexWrap: 'nowrap' }, '&& input': { minWidth: 12 } },
    chosen: {
      flexShrink: 10,
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
      paddingLeft: theme.spacing(0.75),
    },
    option: { padding: theme.spacing(0.25, 1) },
    label: { flex: 1, overflowWrap: 'anywhere' },
    checkbox: { padding: theme.spacing(0.5), marginRight: theme.spacing(0.5) },
  }),
  { name: 'AiGovernanceFilterSelect' },
);

/** A value that can be chosen, with its count where there is one. */
export type FilterOption = Omit<FacetCount, 'count'> & { count?: number };

const filterOptions = createFilterOptions<FilterOption>({
  limit: MAX_OPTIONS,
  stringify: option => option.label,
});

/** Wider than the field where names are long, as the fields are narrow. */
function WidePopper(props: PopperProps) {
  return (
    <Popper
      {...props}
      placement="bottom-start"
      style={{ width: 'max-content', minWidth: 200, maxWidth: 320 }}
    />
  );
}

/** Properties of {@link FilterSelect}. */
export interface FilterSelectProps {
  label: string;
  options: FilterOption[];
  selected: readonly string[];
  onChange(selected: string[]): void;
}

/** Chooses several values of one field, with the number of matches of each where it is known. */
export function FilterSelect(props: FilterSelectProps) {
  const { label, options, selected, onChange } = props;
  const classes = useStyles();
  // A shared address may name what no endpoint has any more; it is shown so that it can be taken away.
  const unknown = selected
    .filter(value => options.every(option => option.value !== value))
    .map(value => ({ value, label: value, count: 0 }));
  const all: FilterOption[] = [...options, ...unknown];
  return (
    <Autocomplete
      multiple
      disableCloseOnSelect
      disableClearable
      size="small"
      options={all}
      value={all.filter(({ value }) => selected.includes(value))}
      onChange={(_, chosen) => onChange(chosen.map(({ value }) => value))}
      getOptionLabel={option => option.label}
      getOptionSelected={(option, { value }) => option.value === value}
      PopperComponent={WidePopper}
      filterOptions={filterOptions}
      classes={{ option: classes.option, inputRoot: classes.input }}
      renderOption={(option, state) => (
        <>
          <Checkbox
            size="small"
            color="primary"
            className={classes.checkbox}
            checked={state.selected}
            tabIndex={-1}
            inputProps={{ 'aria-hidden': true }}
          />
          <span className={classes.label}>{option.label}</span>
          {option.count !== undefined && (
            <Typography
              variant="caption"
              color="textSecondary"
              component="span"
            >
              {formatCount(option.count)}
            </Typography>
          )}
        </>
      )}
      renderTags={chosen => (
        <span className={classes.chosen}>
          {chosen.length === 1
            ? chosen[0].label
            : `${formatCount(chosen.length)} chosen`}
        </span>
      )}
      renderInput={params => (
        <TextField {...params} variant="outlined" label={label} />
      )}
    />
  );
}
