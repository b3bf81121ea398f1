import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Duration, IANAZone } from 'luxon';
import { z } from 'zod/v3';
import { group } from '../../monitors/primitives';
import { parseMatcher } from '../engine/matchers';
import type { TimeRange } from '../engine/times';
import { GROUP_BY_ALL } from '../engine/routes';
import { parseCondition } from '../rules/conditions';
import { ROLES, type Target, targetKey } from './targets';

const LABEL = /^[a-zA-Z_][a-zA-Z0-9_.-]*$/;
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Turns text into something by a function that throws when it is not valid. */
function parsed<T>(parse: (text: string) => T) {
  return z.string().transform((text, context): T => {
    try {
      return parse(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  });
}

const matchers = z.array(parsed(parseMatcher)).max(20);
const name = z.string().min(1).max(100);

/** A duration in milliseconds. */
const duration = (least: number) =>
  z
    .string()
    .refine(text => {
      const given = Duration.fromISO(text);
      return given.isValid && given.toMillis() >= least;
    }, `must be an ISO 8601 duration of at least ${least / 1000} s, for example PT5M`)
    .transform(text => Duration.fromISO(text).toMillis());

const entityRef = parsed(text => stringifyEntityRef(parseEntityRef(text)));

const who = z
  .string()
  .refine(
    text =>
      (ROLES as readonly string[]).includes(text) || isFullEntityRef(text),
    `must be ${ROLES.join(', ')} or an entity ref such as group:default/team`,
  )
  .transform(text =>
    (ROLES as readonly string[]).includes(text)
      ? text
      : stringifyEntityRef(parseEntityRef(text)),
  );

const target = z.union([
  who.transform((to): Target => ({ to, fixed: false })),
  z
    .object({
      to: who.optional(),
      address: z.string().min(1).max(200).optional(),
      by: name.optional(),
    })
    .strict('allowed are to, address, by')
    .transform(({ to, address, by }, context): Target => {
      if ((to === undefined) === (address === undefined)) {
        context.addIssue({
          code: 'custom',
          message: 'must have either `to` or `address`',
        });
        return z.NEVER;
      }
      if (address !== undefined && by === undefined) {
        context.addIssue({
          code: 'custom',
          path: ['by'],
          message: 'must name the channel that the address is of',
        });
        return z.NEVER;
      }
      const fixed = address !== undefined;
      return { to: (address ?? to) as string, fixed, ...(by && { by }) };
    }),
]);

/** Keys of targets. */
const notify = z.array(target.transform(targetKey)).min(1).max(20);

const clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time such as 20:30')
  .transform(text => {
    const [hour, minute] = text.split(':').map(Number);
    return hour * 60 + minute;
  });

const timeRange = z
  .object({
    weekdays: z.array(z.enum(WEEKDAYS)).min(1).optional(),
    dates: z
      .array(z.string().date('must be a date such as 2026-12-24'))
      .min(1)
      .optional(),
    from: clock.default('00:00'),
    to: clock.default('24:00'),
    zone: z
      .string()
      .refine(zone => IANAZone.isValidZone(zone), 'must be an IANA time zone')
      .default('UTC'),
  })
  .strict('allowed are weekdays, dates, from, to, zone')
  .transform(
    ({ weekdays, dates, from, to, zone }): TimeRange => ({
      ...(weekdays && {
        weekdays: weekdays.map(day => WEEKDAYS.indexOf(day) + 1),
      }),
      ...(dates && { dates }),
      fromMinute: from,
      toMinute: to,
      zone,
    }),
  );

const timeRanges = z.array(timeRange).min(1);

const routeKeys = {
  name,
  match: matchers,
  continue: z.boolean(),
  group_by: z
    .array(
      z
        .string()
        .refine(
          label =>
            label === GROUP_BY_ALL || (LABEL.test(label) && label !== 'tags'),
          `must be a label other than tags, or '${GROUP_BY_ALL}'`,
        ),
    )
    .max(10),
  group_wait: duration(0),
  group_interval: duration(1000),
  repeat_interval: duration(1000),
  send_resolved: z.boolean(),
  notify,
  escalation: name.nullable(),
  mute_times: z.array(name),
};

const flatRoute = group(routeKeys);

/** A route as the file has it. */
export type RouteFile = z.output<typeof flatRoute> & { routes?: RouteFile[] };

const route: z.ZodType<RouteFile, z.ZodTypeDef, unknown> = z.lazy(() =>
  group({ ...routeKeys, routes: z.array(route).max(200) }),
) as z.ZodType<RouteFile, z.ZodTypeDef, unknown>;

const escalation = z
  .object({
    steps: z
      .array(
        z
          .object({ after: duration(0), notify })
          .strict('allowed are after, notify'),
      )
      .min(1)
      .max(10),
    repeat: z.number().int().min(0).max(5).default(0),
  })
  .strict('allowed are steps, repeat')
  .refine(
    ({ steps, repeat }) => repeat === 0 || steps.some(({ after }) => after > 0),
    'one step at least must wait when the chain repeats',
  );

const inhibition = z
  .object({
    name,
    source: matchers.min(1),
    target: matchers.min(1),
    equal: z.array(z.string().regex(LABEL)).min(1),
  })
  .strict('allowed are name, source, target, equal');

const rule = z
  .object({
    name,
    match: matchers.default([]),
    when: z.array(parsed(checkedCondition)).max(20).default([]),
    severity: z.enum([
      'critical',
      'high',
      'medium',
      'low',
      'as-found',
      'no-alert',
    ]),
    labels: z.record(z.string().regex(LABEL), z.string().max(255)).default({}),
  })
  .strict('allowed are name, match, when, severity, labels');

/** `config/alerting.yaml`: who is told of what, when and how. */
export const alertingFileSchema = group({
  route,
  escalations: z.record(name, escalation),
  inhibit: z.array(inhibition),
  mute_times: z.record(name, timeRanges),
  maintenance: z.array(
    z
      .object({ name, system: entityRef, times: timeRanges })
      .strict('allowed are name, system, times'),
  ),
  rules: z.array(rule).max(200),
});

/** The file as it was read. */
export type AlertingFile = z.output<typeof alertingFileSchema>;

function checkedCondition(text: string): string {
  parseCondition(text);
  return text;
}

function isFullEntityRef(text: string): boolean {
  return /^[a-zA-Z]+:[^/\s]+\/[^/\s]+$/.test(text);
}
