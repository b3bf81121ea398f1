import type { ReactNode } from 'react';
import Button from '@material-ui/core/Button';
import Link from '@material-ui/core/Link';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import GetAppIcon from '@material-ui/icons/GetApp';
import type {
  FairnessResult,
  FairnessRun,
  ModelDetail,
} from '@ai-governance/plugin-ai-governance-common';
import { saveCsv } from '../../csv';
import {
  FAIRNESS_HEADLINES,
  asSentence,
  attributesTitle,
  fairnessCsv,
  fairnessCsvName,
  formatConfidence,
  resultKey,
} from '../../outcomes';
import { OutcomeBadge, OutcomeHeadline, RunFacts } from '../Outcomes';
import { ThresholdsControl } from './ThresholdsControl';

const useStyles = makeStyles(
  theme => ({
    results: {
      display: 'grid',
      gap: theme.spacing(0.5),
      margin: theme.spacing(0, 0, 1),
      padding: 0,
      listStyle: 'none',
    },
    link: { verticalAlign: 'baseline', fontWeight: 700 },
  }),
  { name: 'AiGovernanceFairnessSummary' },
);

/** Properties of {@link FairnessSummary}. */
export interface FairnessSummaryProps {
  model: ModelDetail;
  run: FairnessRun;
  /** By attributes and by combinations. */
  results: FairnessResult[];
  /** Chooses a result by its key. */
  onChoose(key: string): void;
  onChanged(): void;
  /** Chooses the variant. */
  variants: ReactNode;
}

/** The verdict in words, what each attribute says, and what it rests on. */
export function FairnessSummary(props: FairnessSummaryProps) {
  const { model, run, results, onChoose, onChanged, variants } = props;
  const classes = useStyles();
  const parameters = results[0]?.assessment.parameters;
  const openSince =
    results
      .map(result => result.openSince)
      .filter(since => since !== null)
      .sort()[0] ?? null;
  return (
    <OutcomeHeadline
      label="Fairness verdict"
      verdict={run.verdict}
      headline={FAIRNESS_HEADLINES[run.verdict]}
      sentence={run.summary}
      controls={
        <>
          {variants}
          <ThresholdsControl model={model} onChanged={onChanged} />
          <Button
            startIcon={<GetAppIcon />}
            onClick={() =>
              saveCsv(fairnessCsv(run, results), fairnessCsvName(run))
            }
          >
            CSV
          </Button>
        </>
      }
    >
      <ul className={classes.results} aria-label="Verdict by attribute">
        {results.map(({ assessment, sentence }) => (
          <Typography
            key={resultKey(assessment.attributes)}
            component="li"
            variant="body2"
          >
            <Link
              component="button"
              variant="body2"
              className={classes.link}
              onClick={() => onChoose(resultKey(assessment.attributes))}
            >
              {attributesTitle(assessment.attributes)}
            </Link>
            : <OutcomeBadge verdict={assessment.verdict} />{' '}
            {asSentence(sentence)}
          </Typography>
        ))}
      </ul>
      <RunFacts model={model} run={run} openSince={openSince} />
      {parameters && (
        <Typography variant="body2" component="p">
          <strong>Rules:</strong>{' '}
          {parameters.favourableOutcome
            ? `favourable is: ${parameters.favourableOutcome}; `
            : ''}
          groups of fewer than {parameters.minGroupSize} decisions are not
          shown; intervals of {formatConfidence(parameters.confidence)}.
        </Typography>
      )}
    </OutcomeHeadline>
  );
}
