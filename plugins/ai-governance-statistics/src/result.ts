/**
 * There is too little data to say anything. Every test, distance, interval and summary of this package answers
 * either with its result (`insufficient: false`) or with this; none throws for it and none answers with NaN.
 * @public
 */
export interface InsufficientData {
  insufficient: true;
  /** What is missing, in words, for example `the current sample has 1 value, at least 2 are needed`. */
  reason: string;
}

/** Whether an answer says that there is too little data. @public */
export function isInsufficient(
  result: { insufficient: boolean } | InsufficientData,
): result is InsufficientData {
  return result.insufficient;
}

/** Makes the answer that there is too little data. */
export function insufficientData(reason: string): InsufficientData {
  return { insufficient: true, reason };
}

/** Fewest values a side of a comparison needs: one row says nothing about a distribution. */
const MIN_VALUES = 2;

/**
 * The reason why two samples of these sizes cannot be compared, or undefined when they can.
 *
 * @param n - values of the reference
 * @param m - values of the current sample
 */
export function tooFewValues(
  n: number,
  m: number,
): InsufficientData | undefined {
  const lacking: string[] = [];
  if (n < MIN_VALUES) lacking.push(describeSide('reference', n));
  if (m < MIN_VALUES) lacking.push(describeSide('current sample', m));
  return lacking.length > 0
    ? insufficientData(
        `${lacking.join(' and ')}, at least ${MIN_VALUES} are needed`,
      )
    : undefined;
}

function describeSide(side: string, count: number): string {
  return `the ${side} has ${count === 0 ? 'no values' : 'only one value'}`;
}
