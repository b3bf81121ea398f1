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

/** Every permission of the plugin. @public */
export const aiGovernancePermissions = [
  aiGovernanceReadPermission,
  aiGovernanceRunPermission,
  aiGovernanceConfigurePermission,
  aiGovernancePushPermission,
];
