import { InputError } from '@backstage/errors';
import { z } from 'zod/v3';

const values = z.array(z.union([z.string(), z.number()])).max(8);

/**
 * A cursor for people who should not look into it: the place of a page's last item.
 * @param kind - what is paged, with everything that its order depends on
 */
export function encodeCursor(kind: string, place: (string | number)[]): string {
  return Buffer.from(JSON.stringify([kind, ...place])).toString('base64url');
}

/**
 * The place that a cursor stands for.
 * @param length - how many values a place of this kind has
 * @throws InputError when it is none, or one of another list
 */
export function decodeCursor(
  kind: string,
  length: number,
  cursor: string,
): (string | number)[] {
  let decoded: unknown;
  try {
    decoded = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    decoded = undefined;
  }
  const [of, ...place] = values.safeParse(decoded).data ?? [];
  if (of !== kind || place.length !== length) {
    throw new InputError(
      "cursor: must be the 'nextCursor' of an answer with the same order and direction",
    );
  }
  return place;
}
