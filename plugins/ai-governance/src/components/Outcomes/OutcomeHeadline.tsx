import type { ReactNode } from 'react';
import Box from '@material-ui/core/Box';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { Verdict } from '@ai-governance/plugin-ai-governance-common';
import { asSentence } from '../../outcomes';
import { VerdictIcon, useVerdictColors } from '../Verdict';

const useStyles = makeStyles(
  theme => ({
    root: { overflow: 'hidden' },
    headline: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(2),
      justifyContent: 'space-between',
      alignItems: 'flex-start',
      padding: theme.spacing(2),
      borderLeft: '6px solid',
    },
    verdict: {
      display: 'flex',
      gap: theme.spacing(1.5),
      flex: '1 1 320px',
      minWidth: 0,
    },
    sentence: { overflowWrap: 'anywhere', maxWidth: 760 },
    controls: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1.5),
    },
    facts: {
      display: 'grid',
      gap: theme.spacing(0.5),
      padding: theme.spacing(1.5, 2),
      overflowWrap: 'anywhere',
    },
  }),
  { name: 'AiGovernanceOutcomeHeadline' },
);

/** Properties of {@link OutcomeHeadline}. */
export interface OutcomeHeadlineProps {
  /** Name of the region. */
  label: string;
  verdict: Verdict;
  headline: string;
  /** Why, in one sentence. */
  sentence: string;
  controls: ReactNode;
  /** What the verdict rests on. */
  children: ReactNode;
}

/** A verdict at a glance, why, and what it rests on. */
export function OutcomeHeadline(props: OutcomeHeadlineProps) {
  const { label, verdict, headline, sentence, controls, children } = props;
  const classes = useStyles();
  const colors = useVerdictColors()[verdict];
  return (
    <Paper component="section" aria-label={label} className={classes.root}>
      <div
        className={classes.headline}
        style={{ backgroundColor: colors.tint, borderLeftColor: colors.strong }}
      >
        <div className={classes.verdict}>
          <VerdictIcon verdict={verdict} fontSize="large" />
          <Box minWidth={0}>
            <Typography component="h2" variant="h4">
              {headline}
            </Typography>
            <Typography
              variant="body1"
              component="p"
              className={classes.sentence}
            >
              {asSentence(sentence)}
            </Typography>
          </Box>
        </div>
        <div className={classes.controls}>{controls}</div>
      </div>
      <div className={classes.facts}>{children}</div>
    </Paper>
  );
}
