/**
 * Id and version of the convention behind each number, to be stored with it. The version is raised when the same data
 * would give another number.
 * @public
 */
export const CONVENTIONS = {
  ks: 'ks-two-sample@1',
  chiSquare: 'chi-square-two-sample@1',
  psi: 'psi@1',
  jensenShannon: 'jensen-shannon-base-2@1',
  wasserstein: 'wasserstein-1-normalized@1',
  hellinger: 'hellinger@1',
} as const;
