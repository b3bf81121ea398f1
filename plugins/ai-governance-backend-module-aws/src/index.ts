/**
 * Reads inference logs (SageMaker Data Capture on S3, DynamoDB), ground truth (S3) and service metrics (CloudWatch) from
 * AWS for AI governance.
 *
 * @packageDocumentation
 */
export { CloudWatchMetricsSource } from './cloudwatch/CloudWatchMetricsSource';
export { DynamoDbLogSource } from './dynamodb/DynamoDbLogSource';
export { aiGovernanceModuleAws as default } from './module';
export { S3CaptureLogSource } from './S3CaptureLogSource';
export { S3GroundTruthSource } from './groundTruth/S3GroundTruthSource';
