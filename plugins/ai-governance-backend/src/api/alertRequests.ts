import {
  ALERT_ORDERS,
  ALERT_SEVERITIES,
  type AlertSeverity,
  MATCH_OPERATORS,
} from '@ai-governance/plugin-ai-governance-common';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { z } from 'zod/v3';
import { repeated } from './fleetQueries';

const severity = z.enum(
  ALERT_SEVERITIES as unknown as [AlertSeverity, ...AlertSeverity[]],
);
const value = z.string().min(1).max(255);
const yesOrNo = z.enum(['true', 'false']).transform(text => text === 'true');
const instant = z.string().datetime({ offset: true });
const text = (least: number) => z.string().trim().min(least).max(1_000);

const filter = {
  state: repeated(z.enum(['firing', 'resolved'])),
  severity: repeated(severity),
  type: repeated(value),
  owner: repeated(value),
  system: repeated(value),
  entityRef: repeated(value),
  assignee: repeated(value),
  acknowledged: yesOrNo.optional(),
  suppressed: yesOrNo.optional(),
  search: z.string().max(200).optional(),
};

const page = {
  cursor: z.string().max(2_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

/** Query of `GET /alerts`. */
export const alertListQuery = z
  .object({
    ...filter,
    ...page,
    order: z.enum(ALERT_ORDERS).default('severity'),
  })
  .strict();

/** Query of `GET /alerts/summary`. */
export const alertSummaryQuery = z.object(filter).strict();

const fullRef = z.string().transform((ref, context) => {
  try {
    return stringifyEntityRef(parseEntityRef(ref));
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
});

const change = {
  acknowledged: z.boolean().optional(),
  assignee: fullRef.nullable().optional(),
  resolved: z.literal(true).optional(),
  note: z.string().trim().max(1_000).optional(),
};

/** Body of `PATCH /alerts/{id}`. */
export const alertChangeBody = z
  .object(change)
  .strict()
  .refine(
    ({ note: _note, ...rest }) =>
      Object.values(rest).some(v => v !== undefined),
    'must have acknowledged, assignee or resolved',
  );

/** Body of `PATCH /alerts`. */
export const bulkChangeBody = z
  .object({ ...change, ids: z.array(value).min(1).max(500) })
  .strict()
  .refine(
    ({ note: _note, ids: _ids, ...rest }) =>
      Object.values(rest).some(v => v !== undefined),
    'must have acknowledged, assignee or resolved',
  );

const label = z
  .string()
  .regex(/^[a-zA-Z_][a-zA-Z0-9_.-]{0,62}$/, 'must be the name of a label');

const matchers = z
  .array(
    z
      .object({
        label,
        operator: z.enum(MATCH_OPERATORS),
        value: z.string().max(500),
      })
      .strict(),
  )
  .max(20);

const rule = {
  name: z.string().trim().min(1).max(100),
  description: z.string().max(1_000),
  enabled: z.boolean(),
  position: z.number().int().min(0).max(10_000),
  matchers,
  conditions: z.array(z.string().max(200)).max(20),
  outcome: z.enum([
    'critical',
    'high',
    'medium',
    'low',
    'as-found',
    'no-alert',
  ]),
  labels: z
    .record(label, z.string().max(255))
    .refine(
      labels => Object.keys(labels).length <= 10,
      'must have at most 10 labels',
    ),
};

/** Body of `POST /alerts/rules`. */
export const createRuleBody = z.object({ ...rule, reason: text(1) }).strict();

/** Body of `PUT /alerts/rules/{id}`. */
export const updateRuleBody = z
  .object({ ...rule, reason: text(1), version: z.number().int().min(1) })
  .strict();

/** Query of `DELETE /alerts/rules/{id}`. */
export const deleteRuleQuery = z.object({ reason: text(1) }).strict();

/** Body of `POST /alerts/rules/dry-run`. */
export const dryRunBody = z
  .object({ rule: z.object(rule).strict(), ruleId: value.optional() })
  .strict();

const silenceMatchers = matchers.min(1);

/** Body of `POST /alerts/silences`. */
export const silenceBody = z
  .object({
    matchers: silenceMatchers,
    startsAt: instant.optional(),
    endsAt: instant,
    comment: text(1),
    kind: z.enum(['silence', 'maintenance']).optional(),
  })
  .strict();

/** Body of `POST /alerts/silences/preview`. */
export const silencePreviewBody = z
  .object({ matchers: silenceMatchers })
  .strict();

/** Query of `GET /alerts/silences`. */
export const silencesQuery = z
  .object({ state: repeated(z.enum(['pending', 'active', 'expired'])) })
  .strict();

/** Query of `GET /alerts/deliveries`. */
export const deliveriesQuery = z
  .object({
    ...page,
    state: repeated(
      z.enum(['pending', 'sent', 'dead', 'superseded', 'skipped']),
    ),
    channel: repeated(value),
  })
  .strict();

/** Body of `POST /alerts/channels/{id}/test`. */
export const channelTestBody = z
  .object({
    destination: z.string().trim().min(1).max(500).optional(),
    entityRef: fullRef.optional(),
  })
  .strict();
