import {
  assessFairness,
  type FairnessAssessment,
  type FairnessMetric,
  type ReferenceRule,
} from '..';
import {
  confusionRows,
  type CountedRow,
  tableOf,
} from '../__testUtils__/outcomes';

/** The numbers of the project's conventions that any implementation must give. */
const TRUTH = [0, 1, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1];
const DECIDED = [0, 0, 1, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0, 1, 1, 0];
const GROUPS = 'b b a b b c c c a a c a b c c b c c'.split(' ');

function assess(rows: CountedRow[], reference: ReferenceRule) {
  return assessFairness(tableOf(['group'], rows), {
    favourableOutcome: 'decision is 1',
    reference,
    minGroupSize: 1,
  });
}

function extremes(assessment: FairnessAssessment, metric: FairnessMetric) {
  return assessment.metrics.find(one => one.metric === metric)!.extremes.value;
}

describe('reference numbers', () => {
  it("of Fairlearn's 18 rows", () => {
    const rows = GROUPS.map(
      (group, i): CountedRow => [group, TRUTH[i], DECIDED[i], 1],
    );
    const result = assess(rows, { kind: 'best-rate' });
    expect(extremes(result, 'demographic-parity')).toBeCloseTo(0.25, 12);
    expect(extremes(result, 'disparate-impact')).toBeCloseTo(2 / 3, 6);
    expect(extremes(result, 'equal-opportunity')).toBeCloseTo(0.2, 12);
    expect(extremes(result, 'equalized-odds')).toBeCloseTo(1, 12);
    expect(extremes(result, 'predictive-parity')).toBeCloseTo(2 / 3, 6);
  });

  it('of the confusion pair', () => {
    const rows = [
      ...confusionRows('a', { tn: 20, fn: 5, fp: 10, tp: 65 }),
      ...confusionRows('d', { tn: 18, fn: 7, fp: 5, tp: 20 }),
    ];
    const result = assess(rows, { kind: 'named', group: ['a'] });
    const [d] = result.metrics[0].comparisons;
    expect(d).toMatchObject({ group: ['d'], n: 50, referenceN: 100 });
    expect(d.value).toBeCloseTo(0.666667, 6);
    const difference = (metric: FairnessMetric) =>
      result.metrics.find(one => one.metric === metric)!.comparisons[0].value;
    expect(difference('equal-opportunity')).toBeCloseTo(-0.187831, 6);
    expect(difference('predictive-parity')).toBeCloseTo(20 / 25 - 65 / 75, 12);
    expect(extremes(result, 'predictive-parity')).toBeCloseTo(0.066667, 6);
  });
});
