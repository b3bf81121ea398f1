/** Parts of an ARN of SageMaker. */
export interface SageMakerArn {
  /** The ARN itself. */
  text: string;
  partition: string;
  region: string;
  accountId: string;
  /** Name of the endpoint or model; `<group>/<version>` of a model package. */
  name: string;
}

const ARN =
  /^arn:(aws[a-z-]*):sagemaker:([a-z0-9-]+):(\d{12}):[a-z-]+\/([^\s/]+(?:\/\d+)?)$/;

const CONSOLE_DOMAINS: Record<string, string> = {
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-eusc': 'console.amazonaws-eusc.eu',
};

/**
 * Parses an ARN such as `arn:aws:sagemaker:eu-central-1:123456789012:endpoint/churn`.
 * @throws Error when it is not an ARN of SageMaker
 */
export function parseArn(text: string | undefined): SageMakerArn {
  const match = text?.match(ARN);
  if (!match) {
    throw new Error(
      `SageMaker's answer has the ARN '${text}', expected arn:<partition>:sagemaker:<region>:<account>:<type>/<name>`,
    );
  }
  const [, partition, region, accountId, name] = match;
  return { text: match[0], partition, region, accountId, name };
}

/** Address of the AWS console's page for an endpoint, model or model package. */
export function consoleUrl(
  arn: SageMakerArn,
  page: 'endpoints' | 'models' | 'model-packages',
): string {
  const domain = CONSOLE_DOMAINS[arn.partition] ?? 'console.aws.amazon.com';
  return `https://${arn.region}.${domain}/sagemaker/home?region=${
    arn.region
  }#/${page}/${encodeURIComponent(arn.name)}`;
}

/**
 * What the ARN of a model package says: `…:model-package/<group>/<version>`, or `…:model-package/<name>` for one
 * without versions.
 */
export function parsePackageArn(text: string): {
  family: string;
  version?: string;
} {
  const [, family = text, version] =
    text.match(/:model-package\/([^/\s]+)(?:\/(\d+))?$/) ?? [];
  return version === undefined ? { family } : { family, version };
}
