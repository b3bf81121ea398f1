import { atHours, currentDeployment } from '../fleet/deployments';
import type {
  Deployment,
  SimulatedEndpoint,
  SimulatedFleet,
} from '../fleet/types';
import type { Scope } from './arn';

/** What of the fleet is in an account and region at this time. */
export class FleetView {
  readonly fleet: SimulatedFleet;
  readonly #anchor: Date;
  readonly #now: () => Date;

  constructor(options: {
    fleet: SimulatedFleet;
    anchor: Date;
    now: () => Date;
  }) {
    this.fleet = options.fleet;
    this.#anchor = options.anchor;
    this.#now = options.now;
  }

  /** Those of the items that are in an account and region. */
  within<T extends { accountId?: string; region: string }>(
    scope: Scope,
    items: T[] = [],
  ): T[] {
    return items.filter(item => {
      const { accountId, region } = this.scopeOf(item);
      return accountId === scope.accountId && region === scope.region;
    });
  }

  /** Account and region of an item. */
  scopeOf(item: { accountId?: string; region: string }): Scope {
    return {
      accountId: item.accountId ?? this.fleet.defaultAccountId,
      region: item.region,
    };
  }

  /** What an endpoint serves now. */
  deployment(endpoint: SimulatedEndpoint): Deployment {
    return currentDeployment(endpoint, this.#anchor, this.#now());
  }

  /** Epoch seconds of a time of the fleet. */
  seconds(hours: number): number {
    return atHours(this.#anchor, hours).getTime() / 1000;
  }
}
