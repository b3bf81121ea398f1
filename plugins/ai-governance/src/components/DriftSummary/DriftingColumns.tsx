import Box from '@material-ui/core/Box';
import Chip from '@material-ui/core/Chip';
import { makeStyles } from '@material-ui/core/styles';
import type { DriftRun } from '@ai-governance/plugin-ai-governance-common';
import { byConcern, isDrifting } from '../../drift';
import { VERDICT_WORDS, formatCounted } from '../../format';
import { VerdictIcon } from '../Verdict';

/** Names shown before the rest is only counted; the table has them all. */
const SHOWN = 8;

const useStyles = makeStyles(
  theme => ({
    chip: {
      margin: 0,
      maxWidth: '100%',
      backgroundColor: theme.palette.background.paper,
    },
  }),
  { name: 'AiGovernanceDriftingColumns' },
);

/** Properties of {@link DriftingColumns}. */
export interface DriftingColumnsProps {
  run: DriftRun;
  selected: string | undefined;
  onSelect(column: string): void;
}

/** The columns that drift, by name; pressing one shows its charts. */
export function DriftingColumns(props: DriftingColumnsProps) {
  const classes = useStyles();
  const drifting = props.run.columns.filter(isDrifting).sort(byConcern);
  if (drifting.length === 0) {
    return null;
  }
  const more = drifting.length - SHOWN;
  return (
    <Box
      display="flex"
      flexWrap="wrap"
      alignItems="center"
      mt={1}
      gridGap={8}
      role="group"
      aria-label="Drifting columns"
    >
      {drifting.slice(0, SHOWN).map(column => (
        <Chip
          key={column.column}
          className={classes.chip}
          variant="outlined"
          icon={<VerdictIcon verdict={column.verdict} />}
          label={column.column}
          aria-label={`${column.column}: ${VERDICT_WORDS[column.verdict]}`}
          aria-pressed={column.column === props.selected}
          onClick={() => props.onSelect(column.column)}
          clickable
        />
      ))}
      {more > 0 && <span>and {formatCounted(more, 'more', 'more')}</span>}
    </Box>
  );
}
