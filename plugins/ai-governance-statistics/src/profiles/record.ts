/**
 * Sets an own property of a record that is keyed by text from outside. `__proto__` becomes a property like any other
 * instead of changing the prototype.
 */
export function setEntry<T>(
  record: Record<string, T>,
  key: string,
  value: T,
): void {
  if (key === '__proto__') {
    Object.defineProperty(record, key, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  } else {
    record[key] = value;
  }
}

/** An own entry of a record keyed by text from outside; inherited ones such as `constructor` are not entries. */
export function getEntry<T>(
  record: Readonly<Record<string, T>>,
  key: string,
): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Adds to a count of a record keyed by text from outside. */
export function addToEntry(
  record: Record<string, number>,
  key: string,
  count: number,
): void {
  setEntry(record, key, (getEntry(record, key) ?? 0) + count);
}
