import { InputError } from '@backstage/errors';

/**
 * The only place where values become SQL text. Everything else in this folder writes SQL from fixed words, generated
 * aliases and what these functions return.
 */

/**
 * A text as a string literal.
 * @throws InputError when it holds a NUL character, which no SQL text can
 */
export function textLiteral(value: string): string {
  if (value.includes('\0')) {
    throw new InputError(
      `${JSON.stringify(
        value.slice(0, 100),
      )} holds a NUL character; names, keys and paths must not`,
    );
  }
  return `'${value.replaceAll("'", "''")}'`;
}

/** A list of texts. */
export function textListLiteral(values: readonly string[]): string {
  return `[${values.map(textLiteral).join(', ')}]`;
}

/**
 * A whole number.
 * @throws InputError when it is none
 */
export function integerLiteral(value: number): string {
  if (!Number.isSafeInteger(value)) {
    throw new InputError(`${value} is not a whole number`);
  }
  return String(value);
}

/**
 * JSON pointer (RFC 6901) to a key or to nested keys. Unlike JSON paths it can name every key, whatever characters
 * that key is made of.
 */
export function jsonPointer(keys: readonly string[]): string {
  return keys
    .map(key => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
