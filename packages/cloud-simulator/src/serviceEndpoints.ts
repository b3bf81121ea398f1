/** Where a service is found. */
export interface ServiceEndpoint {
  name: string;
  /** Endpoint URL for the service's SDK client. */
  url: string;
  /** What a client must know. */
  use: string;
}

/** Roots of the services below the simulator's address. */
export const SERVICE_ROOTS = {
  s3: '/s3',
  sagemaker: '/sagemaker',
  sts: '/sts',
  dynamodb: '/dynamodb',
  cloudwatch: '/cloudwatch',
  slack: '/slack/api',
  pagerduty: '/pagerduty/events',
  arm: '/azure/arm',
  blob: '/azure/blob',
  monitor: '/azure/monitor',
};

/** Endpoint URLs of a simulator. @param url - its address without a slash at the end */
export function serviceEndpoints(url: string): ServiceEndpoint[] {
  return [
    {
      name: 'Amazon S3',
      url: `${url}${SERVICE_ROOTS.s3}`,
      use: 'path style, any access key',
    },
    {
      name: 'Amazon SageMaker',
      url: `${url}${SERVICE_ROOTS.sagemaker}`,
      use: 'any access key',
    },
    {
      name: 'Amazon DynamoDB',
      url: `${url}${SERVICE_ROOTS.dynamodb}`,
      use: 'any access key',
    },
    {
      name: 'Amazon CloudWatch',
      url: `${url}${SERVICE_ROOTS.cloudwatch}`,
      use: 'any access key; hourly metrics of the endpoints',
    },
    {
      name: 'AWS STS',
      url: `${url}${SERVICE_ROOTS.sts}`,
      use: 'any access key, any role',
    },
    {
      name: 'Azure Resource Manager',
      url: `${url}${SERVICE_ROOTS.arm}`,
      use: 'any bearer token',
    },
    {
      name: 'Azure Blob Storage',
      url: `${url}${SERVICE_ROOTS.blob}`,
      use: 'account and container in the path; anonymous, any token or key',
    },
    {
      name: 'Azure Monitor metrics',
      url: `${url}${SERVICE_ROOTS.monitor}`,
      use: 'region in the path; no token needed',
    },
    {
      name: 'Slack Web API',
      url: `${url}${SERVICE_ROOTS.slack}/`,
      use: 'any token that begins with xoxb-',
    },
    {
      name: 'PagerDuty Events',
      url: `${url}${SERVICE_ROOTS.pagerduty}`,
      use: 'any integration key of 32 characters',
    },
  ];
}
