import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { formatDay } from '../../format';
import { VersionItem } from './VersionItem';
import type { ShownVersion } from './VersionItem';

const useStyles = makeStyles(
  theme => ({
    list: { listStyle: 'none', margin: 0, padding: 0 },
    day: {
      display: 'grid',
      gridTemplateColumns: '96px minmax(0, 1fr)',
      [theme.breakpoints.down('xs')]: {
        gridTemplateColumns: 'minmax(0, 1fr)',
      },
    },
    date: { padding: theme.spacing(1, 0), fontWeight: 600 },
    item: {
      position: 'relative',
      padding: theme.spacing(1, 0, 1.5, 2.5),
      borderLeft: `2px solid ${theme.palette.divider}`,
      '&::before': {
        content: '""',
        position: 'absolute',
        left: -6,
        top: theme.spacing(1) + 5,
        width: 10,
        height: 10,
        borderRadius: '50%',
        backgroundColor: theme.palette.text.secondary,
      },
      '&[data-current=true]::before': {
        backgroundColor: theme.palette.primary.main,
      },
    },
  }),
  { name: 'AiGovernanceVersionTimeline' },
);

/** Versions of one UTC day after the other, in the order in which they come. */
function byDay(versions: ShownVersion[]): [string, ShownVersion[]][] {
  const days = new Map<string, ShownVersion[]>();
  for (const version of versions) {
    const day = version.firstSeen.slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), version]);
  }
  return [...days];
}

/** When which version was first seen, the latest first. */
export function VersionTimeline(props: { versions: ShownVersion[] }) {
  const classes = useStyles();
  return (
    <ol className={classes.list} aria-label="Versions by day (UTC)">
      {byDay(props.versions).map(([day, versions]) => (
        <li key={day} className={classes.day}>
          <Typography variant="body2" component="div" className={classes.date}>
            {formatDay(day)}
          </Typography>
          <ul className={classes.list}>
            {versions.map(version => (
              <li
                key={`${version.modelId}/${version.variant}/${version.model.name}/${version.model.version}/${version.firstSeen}`}
                className={classes.item}
                data-current={version.current}
              >
                <VersionItem version={version} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
