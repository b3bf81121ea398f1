import type {
  AlertMember,
  AlertMessage,
} from '@ai-governance/plugin-ai-governance-node';

/** A firing alert. */
export const member = (title: string): AlertMember => ({
  id: title,
  state: 'firing',
  title,
  detail: 'PSI 0.41 is above 0.25',
  severity: 'high',
  entityRef: 'component:default/churn-prediction',
  since: '2026-11-20T05:00:00.000Z',
  endedAt: null,
  acknowledgedBy: null,
  link: 'https://portal.example/drift',
  labels: {},
});

/** The first message about a group. */
export const first: AlertMessage = {
  groupKey: 'ab'.repeat(32),
  transition: 'trigger',
  reason: 'first',
  title: 'Drift: churn-prediction',
  summary: '1 feature drifts.',
  severity: 'high',
  entityRef: 'component:default/churn-prediction',
  owner: 'group:default/team-growth',
  link: 'https://portal.example/drift',
  groupLabels: {
    entity: 'component:default/churn-prediction',
    type: 'drift',
    system: 'system:default/customer-engagement',
  },
  members: [member('income')],
  newMembers: [member('income')],
  resolvedMembers: [],
  counts: { firing: 1, resolved: 0 },
  acknowledgedBy: null,
  since: '2026-11-20T05:00:00.000Z',
  at: '2026-11-20T06:00:00.000Z',
};

/** Options of a delivery that nobody stops. */
export const to = (destination: string) => ({
  destination,
  deliveryId: 'd1',
  signal: new AbortController().signal,
});
