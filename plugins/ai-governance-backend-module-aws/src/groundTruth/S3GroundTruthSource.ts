import {
  ANNOTATION_AWS_ACCOUNT_ID,
  ANNOTATION_AWS_REGION,
} from '@ai-governance/plugin-ai-governance-common';
import type {
  GroundTruthSource,
  LabelObject,
  StoredFile,
} from '@ai-governance/plugin-ai-governance-node';
import type { Entity } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { parseS3Uri, type S3Address } from '../captureLocation';
import { S3Clients } from '../S3Clients';
import { downloadObject, headObject, listHourObjects } from '../s3Objects';
import type { AwsSite } from '../SiteClients';

/** For endpoints that are of no AWS region; S3 says where a bucket really is. */
const ANY_REGION = 'us-east-1';

/**
 * Ground truth on S3, as SageMaker takes it: `{prefix}/yyyy/mm/dd/hh/*.jsonl` by the UTC hour in which the labels were
 * collected. Also the files on S3 that are joined with logs. They are read as the account of the endpoint, or as the main
 * account where the endpoint is of none.
 *
 * Errors: as those of `S3CaptureLogSource`.
 * @public
 */
export class S3GroundTruthSource implements GroundTruthSource {
  readonly id = 's3';
  readonly format = 'sagemaker-ground-truth';
  readonly #clients: S3Clients;

  /**
   * Reads `aiGovernance.aws` and the `aws` credentials.
   * @param rootConfig - configuration of the whole app
   * @throws InputError when a setting is not valid
   */
  static fromConfig(rootConfig: Config): S3GroundTruthSource {
    return new S3GroundTruthSource(S3Clients.fromConfig(rootConfig));
  }

  private constructor(clients: S3Clients) {
    this.#clients = clients;
  }

  /** {@inheritdoc @ai-governance/plugin-ai-governance-node#GroundTruthSource.serves} */
  serves(uri: string): boolean {
    return uri.startsWith('s3://');
  }

  /** {@inheritdoc @ai-governance/plugin-ai-governance-node#GroundTruthSource.list} */
  async *list(options: {
    entity: Entity;
    uri: string;
    since: Date;
    until: Date;
    signal: AbortSignal;
  }): AsyncGenerator<LabelObject[]> {
    const { bucket, key } = addressOf(options.uri);
    const folder = key.replace(/\/+$/, '');
    yield* listHourObjects(
      this.#clients,
      siteOf(options.entity),
      { bucket, key: folder && `${folder}/` },
      options,
    );
  }

  /** {@inheritdoc @ai-governance/plugin-ai-governance-node#GroundTruthSource.find} */
  async find(options: {
    entity: Entity;
    uri: string;
    signal: AbortSignal;
  }): Promise<StoredFile> {
    return headObject(
      this.#clients,
      siteOf(options.entity),
      addressOf(options.uri),
      options.signal,
    );
  }

  /** {@inheritdoc @ai-governance/plugin-ai-governance-node#GroundTruthSource.download} */
  async download(options: {
    entity: Entity;
    file: StoredFile;
    destination: string;
    signal: AbortSignal;
  }): Promise<void> {
    const { entity, file, destination, signal } = options;
    await downloadObject(this.#clients, siteOf(entity), addressOf(file.key), {
      etag: file.etag,
      destination,
      signal,
    });
  }
}

function addressOf(uri: string): S3Address {
  const address = parseS3Uri(uri);
  if (!address) {
    throw new InputError(
      `'${uri}' is not an address, expected s3://<bucket>/<key>`,
    );
  }
  return address;
}

function siteOf({ metadata }: Entity): AwsSite {
  const annotations = metadata.annotations ?? {};
  return {
    accountId: annotations[ANNOTATION_AWS_ACCOUNT_ID],
    region: annotations[ANNOTATION_AWS_REGION] ?? ANY_REGION,
  };
}
