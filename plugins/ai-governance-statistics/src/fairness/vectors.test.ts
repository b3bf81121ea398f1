import { readFileSync } from 'fs';
import { join } from 'path';
import {
  assessFairness,
  countOutcomes,
  decodeOutcomes,
  encodeOutcomes,
  type FairnessAssessment,
  type GroupRates,
  outcomeTable,
} from '..';
import {
  type CountedRow,
  FAVOURABLE,
  fairnessGrid,
  recordsOf,
  valuesOf,
} from '../__testUtils__/outcomes';

/** One line of fairness.jsonl, see make_fairness_vectors.py. */
interface Vector {
  name: string;
  attributes: string[];
  stratified: boolean;
  rows: CountedRow[];
  expect: {
    groups: Record<string, Partial<Record<keyof GroupRates, number | null>>>;
    counts: Record<string, number>;
    extremes: Record<string, number | null>;
    conditional?: Record<string, number | null>;
  };
}

const vectors: Vector[] = readFileSync(
  join(__dirname, '..', '__vectors__', 'fairness.jsonl'),
  'utf8',
)
  .trim()
  .split('\n')
  .map(line => JSON.parse(line));

/** From rows to the assessment by the way that counts take: counted, encoded, decoded, summed up, assessed. */
function assess({ attributes, rows, stratified }: Vector): FairnessAssessment {
  const values = valuesOf(rows, attributes.length);
  const grid = fairnessGrid(attributes, values, stratified);
  const counted = countOutcomes(recordsOf(rows, stratified), grid, {
    favourable: FAVOURABLE,
    positive: null,
  });
  const profile = decodeOutcomes(encodeOutcomes(counted, grid), grid);
  const names = grid.attributes.map(({ name }) => name);
  return assessFairness(outcomeTable(profile, grid, names), {
    favourableOutcome: 'decision is 1',
    reference: { kind: 'largest' },
    minGroupSize: 1,
  });
}

/** The figures of an assessment in the shape of the expected ones. */
function figures(
  assessment: FairnessAssessment,
  like: Vector['expect'],
): Vector['expect'] {
  const shown = assessment.groups.flatMap(group =>
    group.state === 'shown' ? group : [],
  );
  const byGroup = <T>(of: (group: (typeof shown)[number]) => T) =>
    Object.fromEntries(
      shown.map(group => [group.group.join(' | '), of(group)]),
    );
  const conditional = assessment.metrics.find(
    ({ metric }) => metric === 'conditional-demographic-disparity',
  );
  return {
    groups: byGroup(({ group, rates }) =>
      Object.fromEntries(
        Object.keys(like.groups[group.join(' | ')]).map(rate => [
          rate,
          rates[rate as keyof GroupRates].value,
        ]),
      ),
    ),
    counts: byGroup(({ counts }) => counts.n),
    extremes: Object.fromEntries(
      Object.keys(like.extremes).map(name => [
        name,
        assessment.metrics.find(({ metric }) => metric === name)!.extremes
          .value,
      ]),
    ),
    ...(conditional && {
      conditional: Object.fromEntries(
        conditional.comparisons.map(({ group, value }) => [
          group.join(' | '),
          value,
        ]),
      ),
    }),
  };
}

/** Numbers to ten digits, so that toEqual may compare them. */
function rounded(value: any): any {
  if (typeof value === 'number') return Number(value.toFixed(10)) + 0;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, own]) => [key, rounded(own)]),
  );
}

describe('numbers of Fairlearn', () => {
  it('are at least 60, with undefined ones and intersections among them', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(60);
    const text = JSON.stringify(vectors.map(vector => vector.expect.extremes));
    expect(text).toContain('null');
    expect(
      vectors.filter(
        ({ attributes, stratified }) => attributes.length > 1 && !stratified,
      ).length,
    ).toBeGreaterThan(20);
  });

  it.each(vectors.map(vector => [vector.name, vector] as const))(
    '%s',
    (_, vector) => {
      expect(rounded(figures(assess(vector), vector.expect))).toEqual(
        rounded(vector.expect),
      );
    },
  );
});
