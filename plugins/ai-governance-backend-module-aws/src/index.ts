/**
 * Reads SageMaker Data Capture from S3 for AI governance.
 *
 * @packageDocumentation
 */
export { aiGovernanceModuleAws as default } from './module';
export { S3CaptureLogSource } from './S3CaptureLogSource';
