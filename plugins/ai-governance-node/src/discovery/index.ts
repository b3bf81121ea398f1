/** What the discovery modules of all clouds share. */
export {
  type DiscoveryBlock,
  readBlockNumber,
  readDiscoveryBlocks,
} from './blocks';
export { BoundedCalls, readEach } from './calls';
export {
  DiscoveryEntityProvider,
  type DiscoveryEntityProviderOptions,
} from './DiscoveryEntityProvider';
export { managedBy } from './marks';
export { toEntityName } from './names';
export { refuseRemoval } from './removals';
export type {
  DiscoveredEntity,
  Discovery,
  DiscoveryProblem,
  DiscoverySource,
} from './source';
export {
  readTagRules,
  readTags,
  tagKeys,
  type TagFacts,
  type TagRule,
  type TagRuleConfig,
  type TagRules,
  type TagRulesConfig,
} from './tagRules';
export { quote, type ResourceTags, toEntityTags, toOwnerRef } from './tags';
export {
  type DiscoveryTransform,
  type DiscoveryTransformExtensionPoint,
  DiscoveryTransforms,
} from './transform';
