import Typography from '@material-ui/core/Typography';
import {
  VERDICT_WORDS,
  formatCount,
  formatEffect,
  formatInstant,
} from '../../format';
import { TooltipCard } from '../Chart';
import type { Datum } from './datum';

/** What a point of the trend says, beside the pointer. */
export function PointTooltip(props: { datum: Datum }) {
  const { datum } = props;
  return (
    <TooltipCard title={formatInstant(datum.at)}>
      <Typography variant="body2">
        {VERDICT_WORDS[datum.verdict]}: {formatEffect(datum.effectSize)}, limit{' '}
        {formatEffect(datum.threshold)}
      </Typography>
      {datum.band && datum.band[1] - datum.band[0] > 0.0005 && (
        <Typography variant="body2">
          at most {formatEffect(datum.band[1])}
        </Typography>
      )}
      <Typography variant="caption">
        {formatCount(datum.currentN)} values against{' '}
        {formatCount(datum.baselineN)}
      </Typography>
    </TooltipCard>
  );
}
