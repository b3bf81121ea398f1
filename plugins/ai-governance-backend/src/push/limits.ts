const MEGABYTE = 1024 * 1024;

/** Bytes of a body as it is sent. */
export const MAX_BODY_BYTES = 10 * MEGABYTE;

/**
 * Bytes of a body when it is unpacked. JSON Lines shrink to about a tenth, so that a body of the allowed size fits;
 * what shrinks much further was made to fill memories and disks.
 */
export const MAX_UNPACKED_BYTES = 100 * MEGABYTE;

/** Bytes of one line. */
export const MAX_LINE_BYTES = MEGABYTE;

/** Variants and hours in one body; each is stored on its own. Two months of one variant fit. */
export const MAX_CHUNKS = 2000;

/** Milliseconds by which the clock of a sender may be ahead. */
export const MAX_AHEAD_MS = 5 * 60_000;

/** Rejected lines that an answer lists. */
export const MAX_LISTED = 50;
