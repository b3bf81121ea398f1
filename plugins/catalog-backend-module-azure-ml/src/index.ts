/**
 * Discovers Azure ML online endpoints and registered models as catalog entities.
 *
 * @packageDocumentation
 */
export type { WorkspaceId } from './arm/ids';
export { ANNOTATION_AZURE_MODEL_URI } from './modelEntity';
export {
  azureMlTransformExtensionPoint,
  catalogModuleAzureMlEntityProvider as default,
} from './module';
export { createAzureMlProviders } from './providers';
export type {
  AzureMlEndpointRecord,
  AzureMlModelRecord,
  AzureMlRecord,
  AzureMlWorkspace,
} from './records';
