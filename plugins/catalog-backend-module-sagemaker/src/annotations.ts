import {
  ANNOTATION_AWS_ACCOUNT_ID,
  ANNOTATION_AWS_REGION,
  ANNOTATION_PROVIDER,
} from '@ai-governance/plugin-ai-governance-common';
import { managedBy } from '@ai-governance/plugin-ai-governance-node';
import type { SageMakerArn } from './arn';

/** Annotations of everything that is discovered in SageMaker. */
export function commonAnnotations(arn: SageMakerArn): Record<string, string> {
  return {
    ...managedBy('sagemaker', arn.text),
    [ANNOTATION_PROVIDER]: 'sagemaker',
    [ANNOTATION_AWS_ACCOUNT_ID]: arn.accountId,
    [ANNOTATION_AWS_REGION]: arn.region,
  };
}

/** Annotations without those that have no value. */
export function presentOnly(
  values: Record<string, string | undefined>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter(
      (entry): entry is [string, string] => !!entry[1],
    ),
  );
}
