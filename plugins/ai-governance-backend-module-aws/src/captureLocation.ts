import {
  ANNOTATION_AWS_ACCOUNT_ID,
  ANNOTATION_AWS_REGION,
  ANNOTATION_CAPTURE,
  ANNOTATION_CAPTURE_URI,
  ANNOTATION_SAGEMAKER_ENDPOINT_NAME,
  ANNOTATION_VARIANTS,
} from '@ai-governance/plugin-ai-governance-common';
import type { CaptureState } from '@ai-governance/plugin-ai-governance-node';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { AwsSite } from './SiteClients';

/** An object or prefix on S3. */
export interface S3Address {
  bucket: string;
  /** Key or prefix; may be empty. */
  key: string;
}

/** Where an endpoint's capture is. */
export interface CaptureLocation {
  site: AwsSite;
  bucket: string;
  /** Prefix of each variant's objects, ending in a slash. */
  variants: { variant: string; prefix: string }[];
}

/**
 * Parses `s3://bucket/key`.
 * @returns undefined when the text is not such an address
 */
export function parseS3Uri(uri: string): S3Address | undefined {
  const match = uri.match(/^s3:\/\/([^/\s]+)(?:\/(.*))?$/s);
  return match ? { bucket: match[1], key: match[2] ?? '' } : undefined;
}

/** Whether an endpoint writes Data Capture, from the annotations that discovery wrote. */
export function readCaptureState(entity: Entity): CaptureState {
  const annotations = entity.metadata.annotations ?? {};
  const capture = annotations[ANNOTATION_CAPTURE];
  if (capture !== 'on') {
    return {
      state: 'off',
      reason:
        capture === undefined
          ? `The entity has no annotation ${ANNOTATION_CAPTURE}, so it is not known whether Data Capture is on`
          : 'Data Capture is off on the SageMaker endpoint: enable it in the endpoint config',
    };
  }
  try {
    readCaptureLocation(entity);
  } catch (error) {
    if (error instanceof InputError) {
      return { state: 'off', reason: error.message };
    }
    throw error;
  }
  return { state: 'on' };
}

/**
 * Where an endpoint's capture is, from the annotations that discovery wrote. The layout is
 * `{capture uri}/{endpoint}/{variant}/yyyy/mm/dd/hh/`.
 * @throws InputError when an annotation is missing or not valid
 */
export function readCaptureLocation(entity: Entity): CaptureLocation {
  const annotations = entity.metadata.annotations ?? {};
  const read = (annotation: string) => {
    const value = annotations[annotation]?.trim();
    if (!value) {
      throw new InputError(
        `${stringifyEntityRef(entity)} has no annotation ${annotation}`,
      );
    }
    return value;
  };
  const uri = read(ANNOTATION_CAPTURE_URI);
  const address = parseS3Uri(uri);
  if (!address) {
    throw new InputError(
      `${stringifyEntityRef(
        entity,
      )} has '${uri}' in annotation ${ANNOTATION_CAPTURE_URI}, expected s3://<bucket>/<prefix>`,
    );
  }
  const endpoint = read(ANNOTATION_SAGEMAKER_ENDPOINT_NAME);
  const base = address.key.replace(/\/$/, '');
  const variants = read(ANNOTATION_VARIANTS).split(',').filter(Boolean);
  return {
    site: {
      accountId: annotations[ANNOTATION_AWS_ACCOUNT_ID],
      region: read(ANNOTATION_AWS_REGION),
    },
    bucket: address.bucket,
    variants: variants.map(variant => ({
      variant,
      prefix: `${base ? `${base}/` : ''}${endpoint}/${variant}/`,
    })),
  };
}
