import type { ServiceCall, ServiceName } from './wire';

/** Calls kept; the oldest go first. */
const KEPT_CALLS = 20_000;

/** One call that a service received. */
export interface RequestRecord extends ServiceCall {
  service: ServiceName;
  /** ISO instant. */
  at: string;
  /** HTTP status; `reset` when the connection was broken on purpose, `pending` before the answer. */
  status: number | 'reset' | 'pending';
}

/** What was asked of the services, bounded. */
export class RequestLog {
  readonly #now: () => Date;
  #records: RequestRecord[] = [];
  readonly #counts = new Map<string, number>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** Adds a call. @returns the record, whose status is to be set */
  add(service: ServiceName, call: ServiceCall): RequestRecord {
    const record: RequestRecord = {
      service,
      ...call,
      at: this.#now().toISOString(),
      status: 'pending',
    };
    this.#records.push(record);
    if (this.#records.length > KEPT_CALLS * 1.25) {
      this.#records = this.#records.slice(-KEPT_CALLS);
    }
    const key = `${service}.${call.operation}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    return record;
  }

  /** The last calls, oldest first. */
  records(): RequestRecord[] {
    return this.#records.slice(-KEPT_CALLS).map(record => ({ ...record }));
  }

  /** Number of all calls so far, by `<service>.<operation>`. */
  counts(): Record<string, number> {
    return Object.fromEntries(this.#counts);
  }
}
