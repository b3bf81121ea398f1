/**
 * Fixed bins of a numeric column. Bin `i` holds the values in `(edges[i-1], edges[i]]`; the first and the last bin
 * are open, so there is one bin more than there are edges. A heavy atom `v` has the two edges `nextDown(v)` and `v`:
 * its bin holds `v` alone.
 * @public
 */
export interface NumericGrid {
  kind: 'numeric';
  /** Strictly increasing, finite. */
  edges: number[];
}

/**
 * Known categories of a categorical column; everything else is counted as unseen.
 * @public
 */
export interface CategoricalGrid {
  kind: 'categorical';
  /** Distinct, in the order of their counts in the reference. */
  categories: string[];
}

/** Grid of one column. @public */
export type ColumnGrid = NumericGrid | CategoricalGrid;

/** Grids by column name. @public */
export type Grid = Record<string, ColumnGrid>;

/**
 * Additive counts of a numeric column on its grid.
 * @public
 */
export interface NumericProfile {
  kind: 'numeric';
  /** Counts per bin, one more than the grid has edges. Their sum is the number of finite values. */
  bins: number[];
  /** Sum of the finite values. */
  sum: number;
  /** Sum of squares of the finite values. */
  sumSquares: number;
  /** Smallest and largest finite value; null when there is none. */
  min: number | null;
  max: number | null;
  /** Absent, null, empty or NaN. */
  missing: number;
  /** Present but not a number. */
  invalid: number;
  /** Positive or negative infinity. */
  outOfRange: number;
}

/**
 * Additive counts of a categorical column on its grid.
 * @public
 */
export interface CategoricalProfile {
  kind: 'categorical';
  /** Counts per known category, in the grid's order. */
  counts: number[];
  /** Counts of values that the grid does not know, at most the 20 most frequent of each hour. */
  unseen: Record<string, number>;
  /** Values the grid does not know beyond those listed in `unseen`. */
  other: number;
  /** Absent, null or empty. */
  missing: number;
}

/** Counts of one column. @public */
export type ColumnProfile = NumericProfile | CategoricalProfile;

/**
 * Counts of a stretch of time: every column of one endpoint variant. Profiles on the same grid add.
 * @public
 */
export interface Profile {
  /** Rows counted. */
  rows: number;
  columns: Record<string, ColumnProfile>;
}
