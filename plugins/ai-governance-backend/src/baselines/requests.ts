import {
  REFERENCE_FORMATS,
  type ReferenceFormat,
} from '@ai-governance/plugin-ai-governance-common';
import { InputError } from '@backstage/errors';
import { Duration } from 'luxon';
import { z } from 'zod/v3';
import { fromHour, HOUR_MS } from '../database/time';

/** Longest period, in hours; more would be read for hours and tell of another world. */
const LONGEST_HOURS = 366 * 24;

const instant = z.string().datetime({
  offset: true,
  message: 'must be an ISO 8601 instant, for example 2026-10-01T00:00:00Z',
});

const length = z.string().refine(text => {
  const hours = Duration.fromISO(text).as('hours');
  return hours >= 1 && hours <= LONGEST_HOURS;
}, 'must be an ISO 8601 duration from an hour to 366 days, for example P14D or PT12H');

const reason = z
  .string({ required_error: 'is required: why this baseline?' })
  .trim()
  .min(1, 'is required: why this baseline?')
  .max(1000);

/** Body of a request that chooses a baseline. */
export const baselineRequest = z.discriminatedUnion('kind', [
  z
    .object({ kind: z.literal('fixed'), from: instant, to: instant, reason })
    .strict(),
  z.object({ kind: z.literal('first'), duration: length, reason }).strict(),
  z
    .object({
      kind: z.literal('rolling'),
      duration: length,
      offset: length,
      reason,
    })
    .strict(),
  z
    .object({
      kind: z.literal('version'),
      version: z.number().int().min(0),
      reason,
    })
    .strict(),
]);

/** Query of a request that uploads a reference. */
export const uploadRequest = z
  .object({ label: z.string().trim().min(1).max(255), reason })
  .strict();

/**
 * The format that a content type stands for.
 * @throws InputError when it stands for none
 */
export function formatOf(contentType: string | undefined): ReferenceFormat {
  const type = (contentType ?? '').split(';')[0].trim().toLowerCase();
  for (const [format, known] of Object.entries(REFERENCE_FORMATS)) {
    if (known === type) {
      return format as ReferenceFormat;
    }
  }
  throw new InputError(
    `Content-Type ${JSON.stringify(
      type.slice(0, 100),
    )} is not known; allowed are ${Object.entries(REFERENCE_FORMATS)
      .map(([format, known]) => `${known} (${format})`)
      .join(', ')}`,
  );
}

/**
 * A fixed period in whole hours: hours that are cut are left out at the end and taken whole at the beginning.
 * @param untilHour - first UTC hour since the epoch whose logs have not arrived yet
 * @throws InputError when it is empty, too short, too long or not over yet
 */
export function wholeHours(
  period: { from: string; to: string },
  untilHour: number,
): { fromHour: number; toHour: number } {
  const [from, to] = [period.from, period.to].map(text => Date.parse(text));
  if (from >= to) {
    throw new InputError(
      `The baseline begins at ${period.from} and ends at ${period.to}; \`from\` must be before \`to\``,
    );
  }
  const [first, end] = [Math.floor(from / HOUR_MS), Math.floor(to / HOUR_MS)];
  if (end > untilHour) {
    throw new InputError(
      `The baseline ends at ${
        period.to
      }, but logs have only arrived up to ${fromHour(
        untilHour,
      ).toISOString()}; it must not end later`,
    );
  }
  if (to - from < HOUR_MS || end <= first) {
    throw new InputError(
      `The baseline from ${period.from} to ${period.to} has no whole hour (UTC); it must be at least an hour long`,
    );
  }
  if (end - first > LONGEST_HOURS) {
    throw new InputError(
      `The baseline from ${period.from} to ${period.to} is longer than 366 days, the most that is allowed`,
    );
  }
  return { fromHour: first, toHour: end };
}
