import { AlertDeliveryError } from '@ai-governance/plugin-ai-governance-node';
import type { StoredDelivery } from '../store/deliveryRows';

const FIRST_MS = 5_000;
const LAST_MS = 15 * 60_000;
/** How long a message is tried. */
const GIVE_UP_MS = 24 * 3_600_000;
/** A service that asks for more patience than this is asked earlier. */
const LONGEST_WAIT_MS = 3_600_000;

/**
 * When a delivery that failed is tried again: when the service said, else twice as late each time, with up to a fifth
 * more, so that what failed together is not tried together.
 * @returns null when it is given up: it cannot succeed, or was tried for a day
 */
export function nextTry(
  delivery: Pick<StoredDelivery, 'attempts' | 'createdAt' | 'id'>,
  error: unknown,
  now: Date,
): Date | null {
  const known = error instanceof AlertDeliveryError ? error : undefined;
  const age = now.getTime() - Date.parse(delivery.createdAt);
  if (known?.retryable === false || age > GIVE_UP_MS) {
    return null;
  }
  const backOff = Math.min(FIRST_MS * 2 ** delivery.attempts, LAST_MS);
  const wait =
    known?.retryAfterMs !== undefined
      ? Math.min(known.retryAfterMs, LONGEST_WAIT_MS)
      : Math.round(backOff * (1 + spread(delivery.id) / 5));
  return new Date(now.getTime() + wait);
}

/** A number from 0 to 1, the same for the same id. */
function spread(id: string): number {
  return parseInt(id.slice(0, 4), 16) / 0xffff;
}
