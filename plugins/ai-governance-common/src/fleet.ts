import type { Cloud, SeenVersion } from './deployment';
import type { HealthState } from './health';
import type { Severity, Verdict } from './verdicts';

/** Filters of `GET /models` and `GET /fleet`. Several values of one field are alternatives. @public */
export interface FleetFilter {
  /** Refs of owners. */
  owner?: string[];
  cloud?: Cloud[];
  /** Refs of systems; `none` for endpoints without one. */
  system?: string[];
  lifecycle?: string[];
  /** `none` for endpoints that were never measured. */
  verdict?: (Verdict | 'none')[];
  health?: HealthState[];
  /** Part of title, name or owner, case-insensitive. */
  search?: string;
}

/**
 * Orders of `GET /models`. Verdict and health ascend from the worst to the best.
 * @public
 */
export const FLEET_ORDERS = [
  'title',
  'verdict',
  'health',
  'lastRunAt',
  'owner',
] as const;

/** @public */
export type FleetOrder = (typeof FLEET_ORDERS)[number];

/** A value of a field and how many endpoints have it. @public */
export interface FacetCount {
  value: string;
  /** As shown to people. */
  label: string;
  count: number;
}

/** Answer of `GET /fleet`: counts over the endpoints that the caller may read and the filter lets through. @public */
export interface FleetSummary {
  total: number;
  verdicts: Record<Verdict | 'none', number>;
  health: Record<HealthState, number>;
  /** Endpoints whose logs are switched off. */
  captureOff: number;
  openFindings: number;
  /**
   * Values that can be filtered by, the most frequent first, at most 200 of each field. Those of a field are counted
   * as if the filter said nothing of that field, so that alternatives can be chosen.
   */
  facets: Record<'owner' | 'cloud' | 'system' | 'lifecycle', FacetCount[]>;
  /** ISO instant of the counts. */
  at: string;
}

/** What is wrong with an endpoint's place in the inventory. @public */
export type InventoryIssue =
  | 'unregistered'
  | 'gone'
  | 'no-owner'
  | 'capture-off';

/** One finding of the inventory. @public */
export interface InventoryFinding {
  id: string;
  issue: InventoryIssue;
  /** How grave it is, as configured. */
  severity?: Severity;
  modelId: string;
  entityRef: string;
  title: string;
  cloud: Cloud;
  /** `aws 123456789012 eu-central-1` or the like. */
  place: string;
  owner: string;
  /** One sentence: what is wrong and what it means. */
  detail: string;
  /** What to do about it, and where. `url` is absolute, or a path of the portal. */
  fix: { label: string; url: string | null };
  /** ISO instant. */
  since: string;
}

/** Answer of `GET /inventory`. @public */
export interface InventoryPage {
  counts: Record<InventoryIssue, number>;
  items: InventoryFinding[];
  nextCursor: string | null;
}

/** A version as it stands in the timeline of all endpoints. @public */
export interface FleetVersion extends SeenVersion {
  modelId: string;
  title: string;
  cloud: Cloud;
}
