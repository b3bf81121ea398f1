/**
 * Discovers AWS SageMaker endpoints and models as catalog entities.
 *
 * @packageDocumentation
 */
export {
  catalogModuleSagemakerEntityProvider as default,
  sagemakerTransformExtensionPoint,
} from './module';
export {
  ANNOTATION_SAGEMAKER_MODEL_DATA_URL,
  ANNOTATION_SAGEMAKER_MODEL_IMAGE,
  ANNOTATION_SAGEMAKER_MODEL_PACKAGE_ARN,
} from './modelEntities';
export type {
  ComponentFacts,
  ContainerFacts,
  DiscoveredEndpoint,
  EndpointFacts,
  ModelFacts,
  PackageFacts,
  SageMakerRecord,
  Served,
} from './facts';
export { createSageMakerProviders } from './providers';
