import Link from '@material-ui/core/Link';
import Typography from '@material-ui/core/Typography';
import type {
  DriftOnset,
  RootCauseColumn,
} from '@ai-governance/plugin-ai-governance-common';
import {
  METHODS,
  formatEffect,
  formatInstant,
  formatShare,
} from '../../format';

/** Since when, in words, with the range that the data allow. */
function describeOnset(onset: DriftOnset | null): string {
  if (!onset) {
    return 'no point in time stands out';
  }
  const range =
    onset.earliest === onset.latest
      ? ''
      : ` (between ${formatInstant(onset.earliest)} and ${formatInstant(
          onset.latest,
        )})`;
  return onset.kind === 'sudden'
    ? `suddenly at ${formatInstant(onset.at)}${range}`
    : `gradually from ${formatInstant(onset.at)} on${range}`;
}

/** Properties of {@link CauseColumns}. */
export interface CauseColumnsProps {
  columns: RootCauseColumn[];
  onSelect(column: string): void;
}

/** Which columns changed, the largest effect first, and since when. */
export function CauseColumns(props: CauseColumnsProps) {
  return (
    <ol>
      {props.columns.map(column => (
        <Typography key={column.column} component="li" variant="body2">
          <Link
            component="button"
            variant="body2"
            onClick={() => props.onSelect(column.column)}
          >
            {column.column}
          </Link>{' '}
          ({METHODS[column.method].symbol} {formatEffect(column.effectSize)}):{' '}
          {describeOnset(column.onset)}
          {column.goesWith !== null && (
            <Typography variant="caption" color="textSecondary" component="div">
              goes with {formatShare(column.goesWith, 1)} of the
              prediction&apos;s movement
            </Typography>
          )}
        </Typography>
      ))}
    </ol>
  );
}
