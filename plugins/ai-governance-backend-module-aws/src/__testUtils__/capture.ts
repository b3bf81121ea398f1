import { CloudSimulator } from '@ai-governance/cloud-simulator';
import type { LogObject } from '@ai-governance/plugin-ai-governance-node';
import type { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { S3CaptureLogSource } from '../S3CaptureLogSource';

/** Account of the endpoint. */
export const ACCOUNT = '123456789012';
/** Bucket of the endpoint's capture. */
export const BUCKET = 'test-capture';
/** Where the variants' folders are. */
export const FOLDER = 'some/prefix/churn';

/** A signal that never comes. */
export const never = () => new AbortController().signal;

/** An endpoint with the variants blue and green, as discovery writes it. */
export function endpoint(annotations: Record<string, string> = {}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'churn',
      annotations: {
        'ai-governance.io/provider': 'sagemaker',
        'ai-governance.io/capture': 'on',
        'ai-governance.io/capture-uri': `s3://${BUCKET}/some/prefix`,
        'ai-governance.io/sagemaker-endpoint-name': 'churn',
        'ai-governance.io/aws-account-id': ACCOUNT,
        'ai-governance.io/aws-region': 'eu-central-1',
        'ai-governance.io/variants': 'blue,green',
        ...annotations,
      },
    },
  };
}

/** The source, reading from a simulator. */
export function sourceOf(
  simulator: Pick<CloudSimulator, 's3Url'>,
  options: { s3?: object; account?: object } = {},
): S3CaptureLogSource {
  return S3CaptureLogSource.fromConfig(
    new ConfigReader({
      aws: {
        accounts: [
          {
            accountId: ACCOUNT,
            ...(options.account ?? {
              accessKeyId: 'AKIADEMO',
              secretAccessKey: 'x',
            }),
          },
        ],
      },
      aiGovernance: {
        aws: {
          s3: {
            endpoint: simulator.s3Url,
            forcePathStyle: true,
            maxAttempts: 2,
            ...options.s3,
          },
        },
      },
    }),
  );
}

/** All pages of a listing, none of which may be empty. */
export async function listAll(
  source: S3CaptureLogSource,
  options: { since: string; until: string; entity?: Entity },
): Promise<LogObject[]> {
  const objects: LogObject[] = [];
  for await (const page of source.list({
    entity: options.entity ?? endpoint(),
    since: new Date(options.since),
    until: new Date(options.until),
    signal: never(),
  })) {
    if (page.length === 0) {
      throw new Error('The listing has an empty page');
    }
    objects.push(...page);
  }
  return objects;
}
