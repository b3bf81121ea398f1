/**
 * Discovers AWS SageMaker endpoints and models as catalog entities.
 *
 * @packageDocumentation
 */
export { catalogModuleSagemakerEntityProvider as default } from './module';
export {
  ANNOTATION_SAGEMAKER_MODEL_DATA_URL,
  ANNOTATION_SAGEMAKER_MODEL_IMAGE,
} from './entities';
export { SageMakerEntityProvider } from './SageMakerEntityProvider';
