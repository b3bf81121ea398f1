import fc from 'fast-check';
import {
  DEFAULT_SCORE_EDGES,
  type OutcomeGrid,
  type OutcomeRecord,
  type OutcomeRules,
  parseGroups,
  parseOutcomeRule,
} from '..';
import { anyRawValue } from './arbitraries';

/** A grid with everything that can be counted. */
export const FULL_GRID: OutcomeGrid = {
  attributes: [
    { name: 'gender', groups: parseGroups('gender', ['f', 'm', 'x']) },
    { name: 'age', groups: parseGroups('age', ['<18', '18-40', '41+']) },
  ],
  stratum: { name: 'region', groups: parseGroups('region', ['n', 's']) },
  classes: ['negative', 'positive'],
  scoreEdges: [...DEFAULT_SCORE_EDGES],
  errorUnit: 1e-6,
};

export const FULL_RULES: OutcomeRules = {
  favourable: {
    prediction: parseOutcomeRule('< 0.5'),
    label: parseOutcomeRule(0),
  },
  positive: {
    prediction: parseOutcomeRule('>= 0.5'),
    label: parseOutcomeRule(1),
  },
};

const score = fc.double({ min: 0, max: 1, noNaN: true });

/** Rows as they are logged, good ones and bad ones. */
export const anyRecord: fc.Arbitrary<OutcomeRecord> = fc.record(
  {
    attributes: fc.tuple(
      fc.oneof(fc.constantFrom('f', 'm', 'x', 'y', null), anyRawValue),
      fc.oneof(fc.integer({ min: 0, max: 99 }), anyRawValue),
    ),
    stratum: fc.oneof(fc.constantFrom('n', 's', ''), anyRawValue),
    prediction: fc.oneof({ weight: 5, arbitrary: score }, anyRawValue),
    score: fc.oneof({ weight: 5, arbitrary: score }, anyRawValue),
    label: fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(0, 1, null) },
      anyRawValue,
    ),
    labelDelayHours: fc.double({ min: -1, max: 3000, noNaN: true }),
  },
  { requiredKeys: ['attributes', 'prediction'] },
);
