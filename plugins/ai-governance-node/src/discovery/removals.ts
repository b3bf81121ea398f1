/** From this many known endpoints on a share says something: one of three is no large number. */
const SHARE_COUNTS_FROM = 5;

/**
 * Whether a listing has lost so much that it is more likely wrong than true.
 * @param options - `known`: refs of the endpoints in the catalog; `found`: refs in the listing; `maxShare`: largest share
 *   of the known ones that may be missing, above 0 and up to 1. With fewer than five known endpoints any number may be
 *   missing but all of them; a single one may.
 * @returns the reason to remove nothing, as a sentence without its full stop; undefined when nothing speaks against it
 * @public
 */
export function refuseRemoval(options: {
  known: Iterable<string>;
  found: Iterable<string>;
  maxShare: number;
}): string | undefined {
  const found = new Set(options.found);
  const known = [...new Set(options.known)];
  const missing = known.filter(ref => !found.has(ref));
  const counts =
    known.length >= SHARE_COUNTS_FROM ||
    (known.length > 1 && missing.length === known.length);
  return counts && missing.length > known.length * options.maxShare
    ? `The listing would remove ${missing.length} of ${known.length} endpoints, more than the allowed share of ${options.maxShare}`
    : undefined;
}
