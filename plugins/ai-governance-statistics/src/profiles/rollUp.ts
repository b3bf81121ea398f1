import { compareNames } from '../grids/categoricalGrid';
import { checkNumber, InvalidInputError } from '../errors';
import { addProfile, emptyProfile } from './profile';
import { setEntry } from './record';
import type { CategoricalProfile, ColumnProfile, Grid, Profile } from './types';
import { MAX_UNSEEN } from './values';

/** Profile of a stretch of time. @public */
export interface ProfileAt {
  /** Start of the stretch. */
  at: Date;
  profile: Profile;
}

/**
 * Sums profiles by UTC day.
 *
 * @param profiles - profiles on `grid`, of stretches no longer than a day, in any order
 * @param grid - grids by column name
 * @returns one profile a day that has any, at its midnight UTC, ascending
 * @throws GridMismatchError when a profile is not on the grid
 * @throws InvalidInputError when a date is invalid
 * @public
 */
export function rollUpByDay(
  profiles: Iterable<ProfileAt>,
  grid: Grid,
): ProfileAt[] {
  const days = new Map<number, Profile>();
  for (const { at, profile } of profiles) {
    const midnight = new Date(at).setUTCHours(0, 0, 0, 0);
    if (Number.isNaN(midnight)) {
      throw new InvalidInputError('a profile has an invalid date');
    }
    let day = days.get(midnight);
    if (!day) {
      day = emptyProfile(grid);
      days.set(midnight, day);
    }
    addProfile(day, profile);
  }
  return [...days]
    .sort(([a], [b]) => a - b)
    .map(([midnight, profile]) => ({ at: new Date(midnight), profile }));
}

/**
 * Copy of a profile that lists fewer unseen values: sums of many hours gather names without end when a column holds
 * identifiers. The most frequent stay (ties by name), the rest is counted in `other`.
 *
 * @param profile - any profile
 * @param max - most unseen values listed per column, a whole number from 0; 20 when absent
 * @throws InvalidInputError when `max` is not allowed
 * @public
 */
export function limitUnseen(
  profile: Profile,
  max: number = MAX_UNSEEN,
): Profile {
  checkNumber(max, 'max', { min: 0, integer: true });
  const columns: Record<string, ColumnProfile> = {};
  for (const [name, column] of Object.entries(profile.columns)) {
    setEntry(
      columns,
      name,
      column.kind === 'numeric'
        ? { ...column, bins: [...column.bins] }
        : limitColumn(column, max),
    );
  }
  return { rows: profile.rows, columns };
}

function limitColumn(
  column: CategoricalProfile,
  max: number,
): CategoricalProfile {
  const byCount = Object.entries(column.unseen).sort(
    ([a, n], [b, m]) => m - n || compareNames(a, b),
  );
  const unseen: Record<string, number> = {};
  for (const [category, count] of byCount.slice(0, max)) {
    setEntry(unseen, category, count);
  }
  let { other } = column;
  for (const [, count] of byCount.slice(max)) other += count;
  return { ...column, counts: [...column.counts], unseen, other };
}
