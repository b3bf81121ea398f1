import type {
  ApprovalStatus,
  Cloud,
  EndpointDeployment,
  HealthState,
  InventoryIssue,
  Verdict,
  VersionChange,
} from '@ai-governance/plugin-ai-governance-common';
import { NO_VALUE } from './numbers';
import { VERDICT_WORDS } from './words';

/** A cloud as people call it. */
export const CLOUD_WORDS: Record<Cloud, string> = {
  aws: 'AWS',
  azure: 'Azure',
  external: 'Elsewhere',
};

/** A state of health in a word. */
export const HEALTH_WORDS: Record<HealthState, string> = {
  healthy: 'Healthy',
  degraded: 'Degraded',
  unhealthy: 'Unhealthy',
  unknown: 'Health unknown',
};

/** A verdict, or that there was none yet, in a word or two. */
export const FLEET_VERDICT_WORDS: Record<Verdict | 'none', string> = {
  ...VERDICT_WORDS,
  none: 'Never measured',
};

/** What is wrong with an endpoint's place in the inventory: as a title, and what it means. */
export const ISSUE_WORDS: Record<
  InventoryIssue,
  { title: string; meaning: string }
> = {
  unregistered: {
    title: 'Not registered',
    meaning: 'Runs in a cloud, but no catalog file registers it.',
  },
  gone: {
    title: 'Gone',
    meaning: 'Registered, but no longer in its cloud.',
  },
  'no-owner': {
    title: 'Without owner',
    meaning: 'No tag says who owns it, so it has the default owner.',
  },
  'capture-off': {
    title: 'Capture off',
    meaning: 'Writes no inference logs, so nothing can be measured.',
  },
};

/** What the registry says of a version. */
export const APPROVAL_WORDS: Record<ApprovalStatus, string> = {
  approved: 'Approved',
  pending: 'Approval pending',
  rejected: 'Rejected',
  none: 'No approval process',
  unknown: 'Approval unknown',
};

/** How an endpoint serves. */
export const SERVING_WORDS: Record<EndpointDeployment['serving'], string> = {
  'real-time': 'real-time',
  serverless: 'serverless',
  asynchronous: 'asynchronous',
  'multi-model': 'multi-model',
  'inference-components': 'inference components',
  unknown: 'unknown way of serving',
};

const CHANGE_WORDS: Record<VersionChange['what'], string> = {
  model: 'model',
  version: 'version',
  artefact: 'artefact',
  approval: 'approval',
  compute: 'compute',
  traffic: 'traffic',
  config: 'configuration',
  status: 'status',
};

const DIGEST = /^(sha\d+|md5):([0-9a-f]{12})[0-9a-f]+$/i;

/** A digest by its first twelve digits, which is enough to tell two apart; other text as it is. */
export function shortDigest(text: string): string {
  return text.replace(DIGEST, '$1:$2…');
}

/** What changed from one version to the next: `version 7 → 8`. A side that was not known is a dash. */
export function describeChange(change: VersionChange): string {
  const [from, to] = [change.from, change.to].map(side =>
    side === null ? NO_VALUE : shortDigest(side),
  );
  return `${CHANGE_WORDS[change.what]} ${from} → ${to}`;
}

/** Where an endpoint runs, below its cloud: `123456789012 · eu-central-1`, or its workspace. */
export function describePlace(
  deployment: Pick<EndpointDeployment, 'account' | 'region' | 'workspace'>,
): string {
  const { account, region, workspace } = deployment;
  return (
    [workspace ?? account, region].filter(Boolean).join(' · ') ||
    'place not known'
  );
}
