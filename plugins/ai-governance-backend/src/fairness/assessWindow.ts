import type {
  FairnessSettings,
  OutcomeSettings,
  Verdict,
} from '@ai-governance/plugin-ai-governance-common';
import {
  assessFairness,
  explainConflicts,
  type FairnessAssessment,
  type FairnessConflict,
  type OutcomeGrid,
  type OutcomeProfile,
  outcomeTable,
  type ReferenceRule,
  verdictSentence,
  worstVerdict,
} from '@ai-governance/plugin-ai-governance-statistics';
import { favourableWords } from '../outcomes/outcomeBasis';

/** Fairness by one attribute or by several together, as it is stored. */
export interface AssessedGroups {
  intersection: boolean;
  assessment: FairnessAssessment;
  sentence: string;
  conflicts: FairnessConflict[];
}

/** What a window came to. */
export interface AssessedWindow {
  verdict: Verdict;
  summary: string;
  results: AssessedGroups[];
}

/** Assesses a window by each protected attribute and by each configured combination of them. */
export function assessWindow(
  profile: OutcomeProfile,
  grid: OutcomeGrid,
  settings: { fairness: FairnessSettings; outcomes: OutcomeSettings },
): AssessedWindow {
  const { fairness, outcomes } = settings;
  const names = fairness.protectedAttributes.map(({ name }) => name);
  if (names.length === 0) {
    return unknown('No protected attribute is configured.');
  }
  const counted = new Set(grid.attributes.map(({ name }) => name));
  const wanted = [
    ...names.map(name => ({ attributes: [name], intersection: false })),
    ...fairness.intersections.map(attributes => ({
      attributes,
      intersection: true,
    })),
  ].filter(({ attributes }) => attributes.every(name => counted.has(name)));
  const results = wanted.map(({ attributes, intersection }): AssessedGroups => {
    const columns = attributes.map(
      name => fairness.protectedAttributes.find(known => known.name === name)!,
    );
    const assessment = assessFairness(outcomeTable(profile, grid, attributes), {
      favourableOutcome: favourableWords(outcomes),
      reference: referenceOf(
        columns.map(column => column.referenceGroup),
        fairness,
      ),
      minGroupSize: fairness.minGroupSize,
      confidence: fairness.confidence,
      rules: fairness.metrics,
    });
    const words = { attributes: columns, verb: fairness.verb };
    return {
      intersection,
      assessment,
      sentence: verdictSentence(assessment, words),
      conflicts: explainConflicts(assessment, words),
    };
  });
  const verdict = worstVerdict(
    results.map(({ assessment }) => assessment.verdict),
  );
  const worst = results.find(
    ({ assessment }) => assessment.verdict === verdict,
  );
  return worst
    ? { verdict, summary: asSentence(worst.sentence), results }
    : unknown('No combination of protected attributes could be counted.');
}

function referenceOf(
  groups: (string | null)[],
  { referenceRule }: FairnessSettings,
): ReferenceRule {
  return groups.every(group => group !== null)
    ? { kind: 'named', group: groups }
    : { kind: referenceRule };
}

function unknown(summary: string): AssessedWindow {
  return { verdict: 'insufficient-data', summary, results: [] };
}

function asSentence(text: string): string {
  return `${text.charAt(0).toLocaleUpperCase('en-US')}${text.slice(1)}.`;
}
