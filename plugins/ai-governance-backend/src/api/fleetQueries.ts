import { FLEET_ORDERS } from '@ai-governance/plugin-ai-governance-common';
import type { Request } from 'express';
import { z } from 'zod/v3';

/** Most values of one parameter. */
const MAX_VALUES = 100;

/** A parameter that may be repeated. */
export function repeated<T extends z.ZodTypeAny>(value: T) {
  return z.preprocess(
    given => (given === undefined || Array.isArray(given) ? given : [given]),
    z.array(value).max(MAX_VALUES).optional(),
  );
}

const value = z.string().min(1).max(255);

/** Parameters that narrow a fleet down, see `FleetFilter`. */
const filter = {
  owner: repeated(value),
  cloud: repeated(z.enum(['aws', 'azure', 'external'])),
  system: repeated(value),
  lifecycle: repeated(value),
  verdict: repeated(
    z.enum(['pass', 'warn', 'fail', 'insufficient-data', 'error', 'none']),
  ),
  health: repeated(z.enum(['healthy', 'degraded', 'unhealthy', 'unknown'])),
  search: z.string().max(200).optional(),
};

/** Parameters of a page. */
const page = {
  cursor: z.string().max(2000).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
};

/** Query of `GET /models`. */
export const listQuery = z
  .object({
    ...filter,
    ...page,
    order: z.enum(FLEET_ORDERS).default('title'),
    direction: z.enum(['asc', 'desc']).default('asc'),
  })
  .strict();

/** Query of `GET /fleet`. */
export const fleetQuery = z.object(filter).strict();

/** Query of `GET /inventory`. */
export const inventoryQuery = z
  .object({
    ...filter,
    ...page,
    issue: repeated(
      z.enum(['unregistered', 'gone', 'no-owner', 'capture-off']),
    ),
  })
  .strict();

const instant = z.string().datetime({ offset: true });

/** Query of `GET /models/{id}/health`. */
export const healthQuery = z
  .object({ since: instant.optional(), until: instant.optional() })
  .strict();

/** Query of `GET /models/{id}/versions`. */
export const modelVersionsQuery = z.object(page).strict();

/** Query of `GET /versions`. */
export const versionsQuery = z
  .object({ ...page, since: instant.optional() })
  .strict();

/**
 * The query of a request: a parameter that is repeated is a list. Express's own parser makes something else of long
 * lists and of names with brackets.
 */
export function queryOf(req: Request): Record<string, string | string[]> {
  const query = new URL(req.originalUrl, 'http://localhost').searchParams;
  return Object.fromEntries(
    [...new Set(query.keys())].map(name => {
      const values = query.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}
