import type { BaselinePeriod } from '@ai-governance/plugin-ai-governance-common';
import { DateTime, Duration } from 'luxon';
import { z } from 'zod/v3';

/** An object of which every key may be left out, and no other is allowed. */
export function group<T extends z.ZodRawShape>(shape: T) {
  return z
    .object(shape)
    .partial()
    .strict(`allowed are ${Object.keys(shape).join(', ')}`);
}

/** Length of a window: windows are made of whole hours. */
export const windowLength = z.string().refine(text => {
  const parsed = Duration.fromISO(text);
  return parsed.isValid && parsed.as('hours') >= 1;
}, 'must be an ISO 8601 duration of at least an hour, for example P7D or PT12H');

/** Time from one run to the next. */
export const frequency = z.string().refine(text => {
  const parsed = Duration.fromISO(text);
  return parsed.isValid && parsed.as('minutes') >= 1;
}, 'must be an ISO 8601 duration of at least a minute, for example PT1H or P1D');

const instant = z
  .string()
  .refine(
    text => DateTime.fromISO(text, { zone: 'utc' }).isValid,
    'must be an ISO 8601 instant, for example 2026-10-01T00:00:00Z',
  )
  .transform(
    text => DateTime.fromISO(text, { zone: 'utc' }).toUTC().toISO() as string,
  );

/** A share of something, 0 and 1 included. */
export const share = z.number().min(0).max(1);
/** A level of significance. */
export const significance = z.number().gt(0).lt(1);
/** Values needed on each side of a comparison. */
export const minSamples = z.number().int().min(2);
/** Name of a column. */
export const columnName = z.string().min(1).max(255);

/** Period of the baseline. */
export const baseline = z.union([
  z
    .object({ from: instant, to: instant })
    .strict('allowed are from, to')
    .refine(period => period.from < period.to, '`from` must be before `to`')
    .transform((period): BaselinePeriod => ({ kind: 'fixed', ...period })),
  z
    .object({ first: windowLength })
    .strict('allowed are first')
    .transform(
      (period): BaselinePeriod => ({ kind: 'first', duration: period.first }),
    ),
  z
    .object({ window: windowLength, offset: windowLength })
    .strict('allowed are window, offset')
    .transform(
      (period): BaselinePeriod => ({
        kind: 'rolling',
        duration: period.window,
        offset: period.offset,
      }),
    ),
]);
