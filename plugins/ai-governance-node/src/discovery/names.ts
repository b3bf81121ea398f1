import { createHash } from 'node:crypto';

const MAX_LENGTH = 63;
const HASH_LENGTH = 8;

/**
 * Makes an entity name of a name in a cloud. The result depends on the arguments alone, never on what else is there,
 * so it is stable. Letters, digits and dashes are kept. A suffix begins with a dot, which the kept part never holds, so
 * two suffixes never make the same name. Whatever does not fit is replaced or cut, and told apart by a hash of the full
 * name.
 * @param name - name in the cloud; goes into `metadata.title` as it is
 * @param options - `suffix` is appended, for example `.eu-west-1`; at most 40 characters, so that the name stays
 *   readable. `caseSensitive` for names that the cloud tells apart by case: the catalog does not, so a name with
 *   capitals gets a hash.
 * @returns valid entity name of at most 63 characters
 * @public
 */
export function toEntityName(
  name: string,
  options: { suffix: string; caseSensitive: boolean },
): string {
  const { suffix, caseSensitive } = options;
  const readable = name.replace(/[^A-Za-z0-9-]/g, '-').replace(/^-+|-+$/g, '');
  const room = MAX_LENGTH - suffix.length;
  const fits = name !== '' && readable === name && name.length <= room;
  if (fits && (!caseSensitive || name === name.toLocaleLowerCase('en-US'))) {
    return `${name}${suffix}`;
  }
  const hash = createHash('sha256')
    .update(name)
    .digest('hex')
    .slice(0, HASH_LENGTH);
  const head = readable.slice(0, room - HASH_LENGTH - 1).replace(/-+$/, '');
  return `${[head, hash].filter(Boolean).join('-')}${suffix}`;
}
