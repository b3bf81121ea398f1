import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Governance results hang on catalog entities, so the permissions are of the catalog's resource type: a policy can
 * decide them with the catalog's own rules (is owner, has annotation, …).
 */
const resourceType = 'catalog-entity';

/** Allows to see a model's measurements, findings and runs. @public */
export const aiGovernanceReadPermission = createPermission({
  name: 'ai-governance.model.read',
  attributes: { action: 'read' },
  resourceType,
});

/** Allows to start a run on a model. @public */
export const aiGovernanceRunPermission = createPermission({
  name: 'ai-governance.model.run',
  attributes: { action: 'update' },
  resourceType,
});

/** Allows to change what a model is compared with. @public */
export const aiGovernanceConfigurePermission = createPermission({
  name: 'ai-governance.model.configure',
  attributes: { action: 'update' },
  resourceType,
});

/** Allows to push inferences of a model; nothing can be read with it. @public */
export const aiGovernancePushPermission = createPermission({
  name: 'ai-governance.model.push',
  attributes: { action: 'create' },
  resourceType,
});

/** Allows to see the alerts of an entity, and why they were sent or not. @public */
export const aiGovernanceAlertReadPermission = createPermission({
  name: 'ai-governance.alert.read',
  attributes: { action: 'read' },
  resourceType,
});

/** Allows to acknowledge, assign and resolve the alerts of an entity. @public */
export const aiGovernanceAlertAcknowledgePermission = createPermission({
  name: 'ai-governance.alert.acknowledge',
  attributes: { action: 'update' },
  resourceType,
});

/** Allows to add and end silences. They match across entities, so it is of none. @public */
export const aiGovernanceAlertSilencePermission = createPermission({
  name: 'ai-governance.alert.silence',
  attributes: { action: 'update' },
});

/** Allows to change alert rules, to test channels, and to see and retry deliveries. @public */
export const aiGovernanceAlertAdministerPermission = createPermission({
  name: 'ai-governance.alert.administer',
  attributes: { action: 'update' },
});

/** Every permission of the plugin. @public */
export const aiGovernancePermissions = [
  aiGovernanceReadPermission,
  aiGovernanceRunPermission,
  aiGovernanceConfigurePermission,
  aiGovernancePushPermission,
  aiGovernanceAlertReadPermission,
  aiGovernanceAlertAcknowledgePermission,
  aiGovernanceAlertSilencePermission,
  aiGovernanceAlertAdministerPermission,
];
