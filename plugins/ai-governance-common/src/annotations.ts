/**
 * Annotations by which governance facts hang on catalog entities. Discovery modules write them, everything else
 * reads them; nobody parses a cloud's ARN or resource id a second time.
 */

/** Which discovery wrote the entity, for example `sagemaker`. @public */
export const ANNOTATION_PROVIDER = 'ai-governance.io/provider';
/** ARN of the SageMaker endpoint. @public */
export const ANNOTATION_SAGEMAKER_ENDPOINT_ARN =
  'ai-governance.io/sagemaker-endpoint-arn';
/** Name of the SageMaker endpoint, which is also a folder of its capture prefix. @public */
export const ANNOTATION_SAGEMAKER_ENDPOINT_NAME =
  'ai-governance.io/sagemaker-endpoint-name';
/** Name of the endpoint config in use. @public */
export const ANNOTATION_SAGEMAKER_ENDPOINT_CONFIG =
  'ai-governance.io/sagemaker-endpoint-config';
/** ARN of the SageMaker model (on `ml-model` resources). @public */
export const ANNOTATION_SAGEMAKER_MODEL_ARN =
  'ai-governance.io/sagemaker-model-arn';
/** AWS account id, twelve digits. @public */
export const ANNOTATION_AWS_ACCOUNT_ID = 'ai-governance.io/aws-account-id';
/** AWS region, for example `eu-central-1`. @public */
export const ANNOTATION_AWS_REGION = 'ai-governance.io/aws-region';
/** Comma-separated names of the production variants. @public */
export const ANNOTATION_VARIANTS = 'ai-governance.io/variants';
/** Status of the endpoint in the cloud's own words, for example `InService`. @public */
export const ANNOTATION_ENDPOINT_STATUS = 'ai-governance.io/endpoint-status';
/** Since when the endpoint serves what it serves now, ISO 8601 instant of the cloud's own clock. @public */
export const ANNOTATION_ENDPOINT_DEPLOYED_AT =
  'ai-governance.io/endpoint-deployed-at';
/** Whether the endpoint writes inference logs: `on` or `off`. @public */
export const ANNOTATION_CAPTURE = 'ai-governance.io/capture';
/** Where the inference logs are, for example `s3://bucket/prefix`. @public */
export const ANNOTATION_CAPTURE_URI = 'ai-governance.io/capture-uri';
/** Share of requests that are logged, in percent from 0 to 100. @public */
export const ANNOTATION_CAPTURE_SAMPLING =
  'ai-governance.io/capture-sampling-percentage';
/** Where `spec.owner` comes from: `tag`, or `default` when no owner tag was usable. @public */
export const ANNOTATION_OWNER_SOURCE = 'ai-governance.io/owner-source';
/** Name of the catalog's entity provider that discovered the entity. @public */
export const ANNOTATION_DISCOVERED_BY = 'ai-governance.io/discovered-by';
/**
 * Why the last look at the cloud failed, so that the entity may be out of date. Absent while discovery succeeds.
 * @public
 */
export const ANNOTATION_DISCOVERY_ERROR = 'ai-governance.io/discovery-error';
/** Since when looks at the cloud fail, ISO 8601 instant. @public */
export const ANNOTATION_DISCOVERY_ERROR_SINCE =
  'ai-governance.io/discovery-error-since';
/** Slack channel of a group or entity: an id (`C0123`) or a name (`#team`). @public */
export const ANNOTATION_SLACK_CHANNEL = 'slack.com/channel';
/** Integration key of a PagerDuty service (Events API v2), on a group or entity. @public */
export const ANNOTATION_PAGERDUTY_INTEGRATION_KEY =
  'pagerduty.com/integration-key';
/** Webhook of a group or entity: name of a receiver in the configuration, or a URL on an allowed host. @public */
export const ANNOTATION_WEBHOOK = 'ai-governance.io/webhook';

/**
 * The cloud's own id of the endpoint (ARN, ARM id): the same on a discovered entity and on a catalog-info.yaml that
 * registers the endpoint. @public
 */
export const ANNOTATION_ENDPOINT_ID = 'ai-governance.io/endpoint-id';
/** Azure subscription id. @public */
export const ANNOTATION_AZURE_SUBSCRIPTION_ID =
  'ai-governance.io/azure-subscription-id';
/** Name of the Azure ML workspace. @public */
export const ANNOTATION_AZURE_WORKSPACE = 'ai-governance.io/azure-workspace';
/** Name of the Azure ML online endpoint. @public */
export const ANNOTATION_AZURE_ENDPOINT_NAME =
  'ai-governance.io/azure-endpoint-name';
/**
 * Where the logs of a model that no cloud's discovery describes come from: `push` (POST …/inferences) or `dynamodb`.
 * @public
 */
export const ANNOTATION_LOG_SOURCE = 'ai-governance.io/log-source';
/** Value of the annotation for models whose inferences are pushed. @public */
export const LOG_SOURCE_PUSH = 'push';
/** Value of the annotation for models that write their inferences to DynamoDB. @public */
export const LOG_SOURCE_DYNAMODB = 'dynamodb';
/** Name of the table in `aiGovernance.aws.dynamodb.tables`. @public */
export const ANNOTATION_DYNAMODB_TABLE = 'ai-governance.io/dynamodb-table';
/** What stands for the model in the table's partition key; the entity's name when absent. @public */
export const ANNOTATION_DYNAMODB_MODEL = 'ai-governance.io/dynamodb-model';

/** `spec.type` of the Component that stands for a deployed endpoint. @public */
export const COMPONENT_TYPE_MODEL_ENDPOINT = 'model-endpoint';
/** `spec.type` of the Resource that stands for a registered model. @public */
export const RESOURCE_TYPE_ML_MODEL = 'ml-model';
