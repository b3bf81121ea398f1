import { InputError } from '@backstage/errors';
import type { ServiceCall, ServiceName } from '../http/wire';

/** What happens to a call that a fault matches. */
export type FaultEffect =
  | {
      /** An error in the service's own format. */
      kind: 'error';
      /** AWS error code or Slack's `error`. */
      code: string;
      /** HTTP status, default 400. Slack answers 200 to everything but 429. */
      status?: number;
      /** Default: the code. */
      message?: string;
      /** Value of a Retry-After header, in seconds. */
      retryAfterSeconds?: number;
    }
  | {
      /** The connection breaks. */
      kind: 'reset';
      /** Bytes of the body that still arrive; default 0: not even a status line. */
      afterBytes?: number;
      /** The call is carried out all the same, and only its answer is lost; otherwise a call without answer is not. */
      afterHandling?: boolean;
    }
  | {
      /** The answer comes late; other faults still apply. */
      kind: 'delay';
      milliseconds: number;
    }
  | {
      /** The page of a SageMaker listing is empty and has a token for what would have been in it. */
      kind: 'empty-page';
    };

/** Something that goes wrong on purpose. */
export interface SimulatorFault {
  service: ServiceName;
  /** For example `DescribeEndpoint`; every operation when absent. */
  operation?: string;
  /** Regular expression that must match within the resource (`bucket/key`, endpoint name, channel). */
  resource?: string;
  /** Account of an AWS call, for example to revoke its credentials; every account when absent. */
  accountId?: string;
  /** How many calls it hits; all when absent. */
  count?: number;
  /** Hits only each so many-th of the calls that match, for example 2 for every second one; default 1. */
  every?: number;
  effect: FaultEffect;
}

const SERVICES: ServiceName[] = [
  's3',
  'sagemaker',
  'sts',
  'dynamodb',
  'cloudwatch',
  'slack',
  'arm',
  'blob',
  'monitor',
  'pagerduty',
  'smtp',
];

/** Faults to be injected, in the order in which they were added. */
export class FaultRegistry {
  #faults: {
    fault: SimulatorFault;
    resource: RegExp | undefined;
    left: number;
    /** Matching calls so far. */
    matched: number;
  }[] = [];

  /** @throws InputError when the fault names an unknown service or effect, or its expression is not one */
  add(fault: SimulatorFault): void {
    checkFault(fault);
    this.#faults.push({
      fault,
      resource: fault.resource ? compile(fault.resource) : undefined,
      left: fault.count ?? Infinity,
      matched: 0,
    });
  }

  /** Forgets all faults. */
  clear(): void {
    this.#faults = [];
  }

  /** Faults that are still to hit. */
  list(): SimulatorFault[] {
    return this.#faults.map(({ fault, left }) =>
      left === Infinity ? fault : { ...fault, count: left },
    );
  }

  /** The faults that hit this call: all up to the first error, and that error. Each counts as used. */
  take(service: ServiceName, call: ServiceCall): SimulatorFault[] {
    const hits: SimulatorFault[] = [];
    for (const entry of this.#faults) {
      const { fault, resource } = entry;
      if (
        fault.service === service &&
        (!fault.operation || fault.operation === call.operation) &&
        (!fault.accountId || fault.accountId === call.accountId) &&
        (!resource || resource.test(call.resource))
      ) {
        entry.matched += 1;
        if (entry.matched % (fault.every ?? 1) !== 0) {
          continue;
        }
        entry.left -= 1;
        hits.push(fault);
        if (['error', 'reset'].includes(fault.effect.kind)) {
          break;
        }
      }
    }
    this.#faults = this.#faults.filter(({ left }) => left > 0);
    return hits;
  }
}

function compile(expression: string): RegExp {
  try {
    return new RegExp(expression);
  } catch (error) {
    throw new InputError(
      `'resource' is not a regular expression: ${expression}`,
      error,
    );
  }
}

function checkFault(fault: SimulatorFault): void {
  if (!SERVICES.includes(fault.service)) {
    throw new InputError(
      `A fault needs a 'service' out of ${SERVICES.join(', ')}, got ${
        fault.service
      }`,
    );
  }
  for (const key of ['operation', 'resource', 'accountId'] as const) {
    if (fault[key] !== undefined && typeof fault[key] !== 'string') {
      throw new InputError(`'${key}' of a fault must be a text`);
    }
  }
  for (const key of ['count', 'every'] as const) {
    const value = fault[key];
    if (value !== undefined && !(Number.isInteger(value) && value >= 1)) {
      throw new InputError(
        `'${key}' of a fault must be a whole number from 1 on`,
      );
    }
  }
  const { effect } = fault;
  const isUsable =
    (effect?.kind === 'error' && typeof effect.code === 'string') ||
    (effect?.kind === 'delay' && effect.milliseconds >= 0) ||
    effect?.kind === 'reset' ||
    effect?.kind === 'empty-page';
  if (!isUsable) {
    throw new InputError(
      `'effect' of a fault must be {"kind":"error","code":…}, {"kind":"reset"}, {"kind":"empty-page"} or {"kind":"delay","milliseconds":…}, got ${JSON.stringify(
        effect,
      )}`,
    );
  }
}
