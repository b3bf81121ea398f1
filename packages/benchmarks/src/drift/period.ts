/** Days of the baseline, and of the window that is compared with it. */
export const BASELINE_DAYS = 30;
export const WINDOW_DAYS = 7;

/** Hours that are seeded beyond the first window's end, so that it can move on. */
export const EXTRA_HOURS = 24;

/**
 * First UTC hour since the epoch with logs. It is not the first of a day: windows then begin and end within a day, which
 * takes the most reading.
 */
export const FIRST_HOUR = Date.UTC(2026, 2, 1, 6) / 3_600_000;

/** End of the baseline. */
export const BASELINE_END = FIRST_HOUR + BASELINE_DAYS * 24;

/** End of the first window that lies wholly behind the baseline. */
export const WINDOW_END = BASELINE_END + WINDOW_DAYS * 24;
