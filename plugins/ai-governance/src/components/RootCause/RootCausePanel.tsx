import type { ReactNode } from 'react';
import Grid from '@material-ui/core/Grid';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RootCause } from '@ai-governance/plugin-ai-governance-common';
import { Section } from '../Section';
import { CauseColumns } from './CauseColumns';
import { CauseEvents } from './CauseEvents';
import { CauseSegments } from './CauseSegments';

const useStyles = makeStyles(
  theme => ({
    title: { fontWeight: 700 },
    part: {
      overflowWrap: 'anywhere',
      '& > ol, & > ul': {
        display: 'grid',
        gap: theme.spacing(1),
        margin: 0,
        paddingLeft: theme.spacing(2.5),
      },
    },
  }),
  { name: 'AiGovernanceRootCause' },
);

function Part(props: { title: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <Grid item xs={12} md={4} className={classes.part}>
      <Typography
        component="h3"
        variant="body2"
        gutterBottom
        className={classes.title}
      >
        {props.title}
      </Typography>
      {props.children}
    </Grid>
  );
}

/** Properties of {@link RootCausePanel}. */
export interface RootCausePanelProps {
  rootCause: RootCause;
  onSelectColumn(column: string): void;
}

/** What is known of the cause: which columns and since when, in which slice, and what happened then. */
export function RootCausePanel(props: RootCausePanelProps) {
  const { rootCause } = props;
  return (
    <Section
      title="What changed"
      subtitle="Evidence from the logs and the endpoint's history, not proof."
    >
      <Typography paragraph>{rootCause.summary}</Typography>
      <Grid container spacing={2}>
        <Part title="Which columns, and since when">
          <CauseColumns
            columns={rootCause.columns}
            onSelect={props.onSelectColumn}
          />
        </Part>
        <Part title="In which part of the traffic">
          <CauseSegments
            segments={rootCause.segments}
            note={rootCause.segmentsNote}
          />
        </Part>
        <Part title="What happened then">
          <CauseEvents events={rootCause.events} />
        </Part>
      </Grid>
    </Section>
  );
}
