import type {
  Cloud,
  InventoryIssue,
} from '@ai-governance/plugin-ai-governance-common';
import { parseEntityRef } from '@backstage/catalog-model';

/** What the inventory knows of an endpoint. */
export interface InventoriedEndpoint {
  id: string;
  entityRef: string;
  cloud: Cloud;
  /** Where it runs, in words. */
  place: string;
  endpointId: string | null;
  /** Whether discovery wrote its entity, rather than a person. */
  discovered: boolean;
  owner: string;
  /** False when the owner is only discovery's default. */
  ownerTold: boolean;
  capture: 'on' | 'off' | 'unknown';
  /** Where the cloud's console shows it; null when unknown. */
  consoleUrl: string | null;
  /** Where its registration is edited; null when unknown. */
  editUrl: string | null;
}

/** Something that is wrong with an endpoint's place in the inventory. */
export interface FoundIssue {
  modelId: string;
  issue: InventoryIssue;
  /** One sentence. */
  detail: string;
  fix: { label: string; url: string | null };
}

/** What the inventory as a whole knows. */
export interface InventoryContext {
  /** Whether a ref of an owner is in the catalog. */
  isOwner: (ref: string) => boolean;
  /** Ids of models whose endpoint discovery finds. */
  found: ReadonlySet<string>;
  /** Ids of endpoints that discovery found once. */
  foundOnce: ReadonlySet<string>;
  /** Clouds of which discovery finds anything. */
  discovering: ReadonlySet<Cloud>;
  /** Where endpoints are registered: absolute, or a path of the portal. */
  registerUrl: string;
}

/** Finds what is wrong with one endpoint. */
export function findIssues(
  endpoint: InventoriedEndpoint,
  context: InventoryContext,
): FoundIssue[] {
  const { id, discovered, consoleUrl, place, owner } = endpoint;
  const issues: FoundIssue[] = [];
  const add = (
    issue: InventoryIssue,
    detail: string,
    label: string,
    url: string | null,
  ) => issues.push({ modelId: id, issue, detail, fix: { label, url } });

  if (discovered) {
    add(
      'unregistered',
      `It runs in ${place}, but no catalog-info.yaml registers it: nobody has said what it is for.`,
      'Register it',
      context.registerUrl,
    );
  }
  if (isGone(endpoint, context)) {
    add(
      'gone',
      `It is registered, but endpoint ${endpoint.endpointId} is not found in the cloud: it was deleted, its id is not right, or its account is not read.`,
      'Remove or correct its registration',
      registrationOf(endpoint),
    );
  }
  if (!endpoint.ownerTold || !context.isOwner(owner)) {
    add(
      'no-owner',
      endpoint.ownerTold
        ? `Its owner ${owner} is not in the catalog, so nobody is told of its findings.`
        : `It has no usable owner tag, so the default owner ${owner} is in charge of it.`,
      discovered ? 'Tag it with its owner' : 'Correct its owner',
      discovered ? consoleUrl : registrationOf(endpoint),
    );
  }
  if (endpoint.capture === 'off') {
    add(
      'capture-off',
      'It writes no inference logs, so neither drift nor bias can be measured.',
      'Switch on data capture',
      consoleUrl,
    );
  }
  return issues;
}

/**
 * Whether an endpoint that people registered is not there. Where discovery never found anything nothing can be said:
 * it may not be set up.
 */
function isGone(
  { id, endpointId, discovered, cloud }: InventoriedEndpoint,
  { found, foundOnce, discovering }: InventoryContext,
): boolean {
  return (
    !discovered &&
    endpointId !== null &&
    cloud !== 'external' &&
    !found.has(id) &&
    (foundOnce.has(endpointId) || discovering.has(cloud))
  );
}

/** Where its registration is edited, or else its page in the portal. */
function registrationOf({ editUrl, entityRef }: InventoriedEndpoint): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return (
    editUrl ??
    `/catalog/${[namespace, kind, name].map(encodeURIComponent).join('/')}`
  );
}
