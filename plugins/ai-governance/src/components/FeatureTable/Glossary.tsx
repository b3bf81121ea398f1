import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { TableColumn } from './tableColumns';

const useStyles = makeStyles(
  theme => ({
    root: {
      marginTop: theme.spacing(1),
      maxWidth: 800,
      '& summary': { cursor: 'pointer' },
      '& dt': { fontWeight: 700, marginTop: theme.spacing(1) },
      '& dd': { margin: 0 },
    },
  }),
  { name: 'AiGovernanceGlossary' },
);

/** What the headers say on hover, for those who cannot hover or want it all at once. */
export function Glossary(props: { columns: TableColumn[] }) {
  const classes = useStyles();
  return (
    <Typography variant="body2" component="details" className={classes.root}>
      <summary>What the numbers mean</summary>
      <dl>
        {props.columns.map(({ id, header, help }) => (
          <div key={id}>
            <dt>{header}</dt>
            <dd>{help}</dd>
          </div>
        ))}
      </dl>
    </Typography>
  );
}
