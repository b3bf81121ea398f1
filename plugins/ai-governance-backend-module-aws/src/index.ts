/**
 * Reads inference logs from AWS for AI governance: SageMaker Data Capture on S3, and DynamoDB.
 *
 * @packageDocumentation
 */
export { DynamoDbLogSource } from './dynamodb/DynamoDbLogSource';
export { aiGovernanceModuleAws as default } from './module';
export { S3CaptureLogSource } from './S3CaptureLogSource';
