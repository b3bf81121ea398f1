import {
  adjustPValues,
  chiSquareTwoSample,
  ksTwoSample,
  psiFromCounts,
  psiFromSamples,
} from '..';

/** The numbers of reference/statistics.md that any implementation must give. */
describe('reference numbers', () => {
  const expected = [428, 425, 414, 427, 440, 447, 380, 386, 444, 386];
  const actual = [426, 437, 429, 391, 469, 433, 360, 443, 371, 418];

  it('PSI of ten given buckets', () => {
    expect(psiFromCounts(expected, actual, { smoothing: 0 })).toMatchObject({
      psi: expect.closeTo(0.007406694184014186, 15),
      smoothing: 0,
    });
    expect(psiFromCounts(expected, actual)).toMatchObject({
      psi: expect.closeTo(0.007406694184014186, 15),
      smoothing: 0,
    });
  });

  it('PSI with one added to each bucket, as deequ', () => {
    expect(psiFromCounts(expected, actual, { smoothing: 1 })).toMatchObject({
      psi: expect.closeTo(0.0073710077954279585, 15),
      smoothing: 1,
    });
  });

  it('PSI on deciles', () => {
    const reference = Array.from({ length: 1000 }, (_, i) => i + 1);
    expect(
      psiFromSamples(
        reference,
        reference.map(x => x + 100),
      ),
    ).toMatchObject({ psi: expect.closeTo(0.596414, 6), smoothing: 0.5 });
  });

  it('chi-square', () => {
    expect(
      chiSquareTwoSample([223, 20, 25, 12, 13], [207, 20, 25, 14, 25]),
    ).toMatchObject({
      statistic: expect.closeTo(4.531873, 6),
      dof: 4,
      pValue: expect.closeTo(0.338785, 6),
    });
    expect(chiSquareTwoSample([10, 10, 20], [20, 20, 20])).toMatchObject({
      statistic: expect.closeTo(2.7777778, 7),
      dof: 2,
      pValue: expect.closeTo(0.2493522, 7),
    });
  });

  it('KS with exact p', () => {
    const reference = Array.from({ length: 100 }, (_, i) => i + 1);
    const current = Array.from(
      { length: 110 },
      (_, i) => 1 + (99 * i) / 109 + 20.1,
    );
    expect(ksTwoSample(reference, current)).toMatchObject({
      statistic: 232 / 1100,
      pValue: expect.closeTo(0.015739183865607353, 11),
      method: 'exact',
    });
    expect(
      ksTwoSample(
        [38.7, 41.5, 43.8, 44.5, 45.5, 46, 47.7, 58],
        [39.2, 39.3, 39.7, 41.4, 41.8, 42.9, 43.3, 45.8],
      ),
    ).toMatchObject({
      statistic: 0.625,
      pValue: expect.closeTo(0.087024, 6),
      method: 'exact',
    });
  });

  it.each([
    ['none', 9],
    ['benjamini-hochberg', 4],
    ['bonferroni', 3],
  ] as const)('p-values adjusted by %s', (correction, significant) => {
    const p = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459,
      0.324, 0.4262, 0.5719, 0.6528, 0.759, 1.0,
    ];
    const adjusted = adjustPValues(p, correction);
    expect(adjusted.filter(value => value <= 0.05)).toHaveLength(significant);
  });
});
