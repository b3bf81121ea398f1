import { checkCount, checkCounts, ProfileFormatError } from '../errors';
import { ByteReader, ByteWriter } from '../profiles/bytes';
import { cellCount, checkOutcomeCounts, gridHash } from './grid';
import { addOutcomes, emptyOutcomes } from './profile';
import type {
  ErrorSums,
  OutcomeCounts,
  OutcomeGrid,
  OutcomeProfile,
  ScoreCounts,
} from './types';

/**
 * Version of the encoding, its first byte. Layout: version (1 byte), hash of the grid (4), length of the rest (varint),
 * rows, decided, labelled, delays, combinations in ascending order (distance from the one before, six counts), then
 * confusion matrix, scores and errors where the grid has them.
 */
const VERSION = 1;

/**
 * Encodes outcomes compactly: an hour of 200 rows of a binary model with scores takes about 900 bytes, most of them for
 * the scores. Equal profiles give equal bytes, however they were summed.
 *
 * @param profile - profile on `grid`
 * @throws InvalidInputError when a count is not a whole number from 0 to 2^53 - 1, counts do not fit together, or the
 *   profile is not on the grid
 * @public
 */
export function encodeOutcomes(
  profile: OutcomeProfile,
  grid: OutcomeGrid,
): Uint8Array {
  // Adding checks the shape.
  addOutcomes(emptyOutcomes(grid), profile);
  const { rows, decided, labelled } = profile;
  const body = new ByteWriter();
  for (const [what, count] of Object.entries({ rows, decided, labelled })) {
    checkCount(count, what);
    body.varint(count);
  }
  checkCounts(profile.labelDelays, 'label delay');
  body.counts(profile.labelDelays);
  writeCells(body, profile, grid);
  if (profile.confusion) {
    checkCounts(profile.confusion, 'confusion matrix: count');
    body.counts(profile.confusion);
  }
  if (profile.scores) writeScores(body, profile.scores);
  if (profile.errors) writeErrors(body, profile.errors);

  const whole = new ByteWriter();
  whole.byte(VERSION);
  whole.uint32(gridHash(grid));
  whole.varint(body.written.length);
  whole.append(body.written);
  return whole.written.slice();
}

/**
 * Reverses {@link encodeOutcomes} exactly.
 *
 * @param bytes - one encoded profile and nothing else
 * @param grid - the grid it was encoded with
 * @throws ProfileFormatError when the version or the grid is another, or bytes are missing, left over or damaged
 * @public
 */
export function decodeOutcomes(
  bytes: Uint8Array,
  grid: OutcomeGrid,
): OutcomeProfile {
  const reader = new ByteReader(bytes);
  readHeader(reader, grid);
  const profile = emptyOutcomes(grid);
  profile.rows = reader.varint();
  profile.decided = reader.varint();
  profile.labelled = reader.varint();
  reader.addCounts(profile.labelDelays);
  readCells(reader, profile, grid);
  if (profile.confusion) reader.addCounts(profile.confusion);
  if (profile.scores) readScores(reader, profile.scores);
  if (profile.errors) readErrors(reader, profile.errors);
  if (reader.remaining > 0) {
    throw new ProfileFormatError(
      `encoded outcomes have ${reader.remaining} bytes after their end`,
    );
  }
  return profile;
}

function readHeader(reader: ByteReader, grid: OutcomeGrid): void {
  const version = reader.byte();
  if (version !== VERSION) {
    throw new ProfileFormatError(
      `encoded outcomes have version ${version}; allowed is ${VERSION}`,
    );
  }
  if (reader.uint32() !== gridHash(grid)) {
    throw new ProfileFormatError(
      'encoded outcomes were counted on other groups, classes, bins or units',
    );
  }
  const length = reader.varint();
  if (length !== reader.remaining) {
    throw new ProfileFormatError(
      `encoded outcomes have ${reader.remaining} bytes where their header says ${length}`,
    );
  }
}

function writeCells(
  writer: ByteWriter,
  { cells }: OutcomeProfile,
  grid: OutcomeGrid,
): void {
  const indices = [...cells.keys()].sort((a, b) => a - b);
  // A combination without decisions says nothing; two profiles that differ by it alone are equal.
  const used = indices.filter(index => cells.get(index)!.n !== 0);
  writer.varint(used.length);
  let before = 0;
  for (const index of used) {
    const counts = cells.get(index)!;
    checkIndex(index, grid);
    checkOutcomeCounts(counts, `combination ${index}`);
    writer.varint(index - before);
    for (const count of inOrder(counts)) writer.varint(count);
    before = index;
  }
}

function readCells(
  reader: ByteReader,
  { cells }: OutcomeProfile,
  grid: OutcomeGrid,
): void {
  const count = reader.varint();
  let index = 0;
  for (let i = 0; i < count; i++) {
    index += reader.varint();
    checkIndex(index, grid);
    const [n, selected, tp, fp, fn, tn] = Array.from({ length: 6 }, () =>
      reader.varint(),
    );
    const counts = { n, selected, tp, fp, fn, tn };
    try {
      checkOutcomeCounts(counts, `combination ${index}`);
    } catch (error) {
      throw new ProfileFormatError(
        `encoded outcomes are damaged: ${(error as Error).message}`,
      );
    }
    if (cells.has(index)) {
      throw new ProfileFormatError(
        `encoded outcomes have combination ${index} twice`,
      );
    }
    cells.set(index, counts);
  }
}

function checkIndex(index: number, grid: OutcomeGrid): void {
  const count = cellCount(grid);
  if (!Number.isSafeInteger(index) || index < 0 || index >= count) {
    throw new ProfileFormatError(
      `outcomes have combination ${index}; allowed are 0 to ${count - 1}`,
    );
  }
}

function writeScores(writer: ByteWriter, scores: ScoreCounts): void {
  checkCounts(scores.positives, 'positives: count');
  checkCounts(scores.negatives, 'negatives: count');
  checkCount(scores.invalid, 'invalid scores');
  writer.counts(scores.positives);
  writer.counts(scores.negatives);
  // Bins without rows have no sum.
  scores.positives.forEach((count, i) => {
    if (count > 0) writer.bigint(scores.positiveSums[i]);
  });
  scores.negatives.forEach((count, i) => {
    if (count > 0) writer.bigint(scores.negativeSums[i]);
  });
  writer.bigint(scores.sumSquares);
  writer.varint(scores.invalid);
}

function readScores(reader: ByteReader, scores: ScoreCounts): void {
  reader.addCounts(scores.positives);
  reader.addCounts(scores.negatives);
  scores.positives.forEach((count, i) => {
    if (count > 0) scores.positiveSums[i] = reader.bigint();
  });
  scores.negatives.forEach((count, i) => {
    if (count > 0) scores.negativeSums[i] = reader.bigint();
  });
  scores.sumSquares = reader.bigint();
  scores.invalid = reader.varint();
}

function writeErrors(writer: ByteWriter, errors: ErrorSums): void {
  checkCount(errors.n, 'errors: n');
  checkCount(errors.outOfRange, 'errors: outOfRange');
  writer.varint(errors.n);
  writer.bigint(errors.sum);
  writer.bigint(errors.sumAbsolute);
  writer.bigint(errors.sumSquares);
  writer.bigint(errors.sumFourths);
  writer.bigint(errors.labelSum);
  writer.bigint(errors.labelSumSquares);
  writer.varint(errors.outOfRange);
}

function readErrors(reader: ByteReader, errors: ErrorSums): void {
  errors.n = reader.varint();
  errors.sum = reader.bigint();
  errors.sumAbsolute = reader.bigint();
  errors.sumSquares = reader.bigint();
  errors.sumFourths = reader.bigint();
  errors.labelSum = reader.bigint();
  errors.labelSumSquares = reader.bigint();
  errors.outOfRange = reader.varint();
}

function inOrder({ n, selected, tp, fp, fn, tn }: OutcomeCounts): number[] {
  return [n, selected, tp, fp, fn, tn];
}
