import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RootCauseSegment } from '@ai-governance/plugin-ai-governance-common';
import { formatShare } from '../../format';
import { Legend, SquareMark, useChartStyle } from '../Chart';

const useStyles = makeStyles(
  theme => ({
    track: {
      position: 'relative',
      height: 10,
      margin: theme.spacing(0.5, 0),
      borderRadius: 2,
      overflow: 'hidden',
      backgroundColor: theme.palette.action.hover,
    },
    bar: { position: 'absolute', left: 0, height: 5 },
  }),
  { name: 'AiGovernanceCauseSegments' },
);

/** Properties of {@link CauseSegments}. */
export interface CauseSegmentsProps {
  segments: RootCauseSegment[];
  /** Why there are none when they could not be determined. */
  note: string | null;
}

/** Slices of the traffic that carry more of the shift than of the rows. */
export function CauseSegments(props: CauseSegmentsProps) {
  const classes = useStyles();
  const style = useChartStyle();
  if (props.segments.length === 0) {
    return (
      <Typography variant="body2" color="textSecondary">
        {props.note ??
          'No part of the traffic stands out: the shift is everywhere alike.'}
      </Typography>
    );
  }
  return (
    <>
      <ul>
        {props.segments.map(segment => {
          const { column, segmentBy, value, shareOfRows, shareOfShift } =
            segment;
          return (
            <Typography
              key={`${column}/${segmentBy}/${value}`}
              component="li"
              variant="body2"
            >
              <strong>
                {segmentBy} = {value}
              </strong>{' '}
              carries {formatShare(shareOfShift, 1)} of the shift of {column} in{' '}
              {formatShare(shareOfRows, 1)} of the rows
              <div className={classes.track} aria-hidden>
                <div
                  className={classes.bar}
                  style={{
                    top: 0,
                    width: `${shareOfShift * 100}%`,
                    backgroundColor: style.current,
                  }}
                />
                <div
                  className={classes.bar}
                  style={{
                    top: 5,
                    width: `${shareOfRows * 100}%`,
                    backgroundColor: style.baseline,
                  }}
                />
              </div>
            </Typography>
          );
        })}
      </ul>
      <Legend
        items={[
          {
            key: 'shift',
            mark: <SquareMark color={style.current} />,
            text: 'share of the shift',
          },
          {
            key: 'rows',
            mark: <SquareMark color={style.baseline} />,
            text: 'share of the rows',
          },
        ]}
      />
    </>
  );
}
