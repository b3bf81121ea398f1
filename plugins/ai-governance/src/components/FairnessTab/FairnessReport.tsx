import { useState } from 'react';
import type { ReactNode } from 'react';
import Grid from '@material-ui/core/Grid';
import type {
  FairnessMetric,
  FairnessRun,
  ModelDetail,
} from '@ai-governance/plugin-ai-governance-common';
import {
  FAIRNESS_WORDS,
  leadingFigure,
  metricOf,
  mostUrgent,
  resultKey,
  resultsOf,
} from '../../outcomes';
import { ChoiceField, LabelCoverageSection } from '../Outcomes';
import { ConflictsPanel } from './ConflictsPanel';
import { FairnessSummary } from './FairnessSummary';
import { GroupPanel } from './GroupPanel';
import { HistoryPanel } from './HistoryPanel';
import { IntersectionMatrix } from './IntersectionMatrix';
import { RatesPanel } from './RatesPanel';
import type { Shown } from './shown';

/** Properties of {@link FairnessReport}. */
export interface FairnessReportProps {
  model: ModelDetail;
  /** What is missing for a verdict, and what to do; null when nothing is. */
  notice: ReactNode;
  /** Latest run of each variant, at least one. */
  runs: FairnessRun[];
  /** The same runs by combinations of attributes. */
  intersectional: FairnessRun[];
  /** Called when settings were changed. */
  onChanged(): void;
}

/** Verdict and why, then one attribute or combination: all metrics by group, rates, history, contradictions, labels. */
export function FairnessReport(props: FairnessReportProps) {
  const { model, notice, runs, intersectional, onChanged } = props;
  const [variant, setVariant] = useState<string>();
  const [key, setKey] = useState<string>();
  const [chosenMetric, setMetric] = useState<FairnessMetric>();
  const [chosenGroup, setGroup] = useState<string[] | null>();

  const run =
    runs.find(candidate => candidate.variant === variant) ??
    mostUrgent(runs, ({ verdict }) => verdict)!;
  const combined = intersectional.find(({ id }) => id === run.id);
  const results = resultsOf(run, combined);
  const result =
    results.find(
      ({ assessment }) => resultKey(assessment.attributes) === key,
    ) ?? mostUrgent(results, ({ assessment }) => assessment.verdict);
  const leading = result && leadingFigure(result.assessment);
  // A metric chosen for one result may not apply to the next.
  const metric =
    result && chosenMetric && metricOf(result.assessment, chosenMetric)
      ? chosenMetric
      : leading?.metric;
  const group =
    chosenGroup === undefined ? leading?.group ?? null : chosenGroup;
  const chooseResult = (next: string) => {
    setKey(next);
    setGroup(undefined);
  };
  const fairness = model.monitor?.settings.fairness;
  const shown: Shown | undefined = result &&
    metric && {
      run,
      result,
      metric,
      group,
      words: {
        attributes: result.assessment.attributes.map(
          name =>
            fairness?.protectedAttributes.find(one => one.name === name) ?? {
              name,
              groups: [],
            },
        ),
        verb: fairness?.verb,
      },
      choose: (nextMetric, nextGroup) => {
        setMetric(nextMetric);
        setGroup(nextGroup);
      },
    };
  return (
    <Grid container spacing={2}>
      <Grid item xs={12}>
        <FairnessSummary
          model={model}
          run={run}
          results={results}
          onChoose={chooseResult}
          onChanged={onChanged}
          variants={
            <ChoiceField
              label="Variant"
              choices={runs.map(each => ({
                value: each.variant,
                text: `${each.variant}: ${FAIRNESS_WORDS[each.verdict]}`,
              }))}
              value={run.variant}
              onChange={next => {
                setVariant(next);
                setGroup(undefined);
              }}
            />
          }
        />
      </Grid>
      {notice && (
        <Grid item xs={12}>
          {notice}
        </Grid>
      )}
      {shown && (
        <>
          <Grid item xs={12}>
            <GroupPanel
              shown={shown}
              results={results}
              onChoose={chooseResult}
            />
          </Grid>
          {shown.result.assessment.attributes.length > 1 && (
            <Grid item xs={12}>
              <IntersectionMatrix shown={shown} />
            </Grid>
          )}
          <Grid item xs={12} lg={6}>
            <RatesPanel shown={shown} />
          </Grid>
          <Grid item xs={12} lg={6}>
            <HistoryPanel shown={shown} />
          </Grid>
          <ConflictsPanel shown={shown} />
        </>
      )}
      <Grid item xs={12}>
        <LabelCoverageSection labels={run.labels} />
      </Grid>
    </Grid>
  );
}
