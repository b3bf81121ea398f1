import { AuditorService } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type { Request } from 'express';

/**
 * Does something that changes the state, and audits it with its end.
 * @param options - `meta`: what is to be changed; undefined values are left out
 */
export async function audited<T>(
  auditor: AuditorService,
  options: { eventId: string; req: Request<any>; meta: object },
  work: () => Promise<T>,
): Promise<T> {
  const event = await auditor.createEvent({
    eventId: options.eventId,
    severityLevel: 'medium',
    request: options.req as Request,
    meta: JSON.parse(JSON.stringify(options.meta)) as JsonObject,
  });
  try {
    const result = await work();
    await event.success();
    return result;
  } catch (error) {
    await event.fail({ error: error as Error });
    throw error;
  }
}
