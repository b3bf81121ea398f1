import { ANNOTATION_PROVIDER } from '@ai-governance/plugin-ai-governance-common';
import type {
  CaptureState,
  InferenceLogSource,
  LogObject,
} from '@ai-governance/plugin-ai-governance-node';
import type { Entity } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  parseS3Uri,
  readCaptureLocation,
  readCaptureState,
} from './captureLocation';
import { S3Clients } from './S3Clients';
import { downloadObject, listHourObjects } from './s3Objects';

/**
 * SageMaker Data Capture on S3 as a source of inference logs. It knows an endpoint's bucket, prefix and variants from
 * the annotations that discovery wrote on the entity.
 *
 * Errors: AuthenticationError for expired or refused credentials, NotAllowedError naming the missing permission,
 * NotFoundError for a bucket or object that is gone, ConflictError for an object that changed, ServiceUnavailableError
 * naming the host, InputError for an entity without the annotations.
 * @public
 */
export class S3CaptureLogSource implements InferenceLogSource {
  readonly id = 'sagemaker-data-capture';
  readonly format = 'sagemaker-capture';
  readonly #clients: S3Clients;

  private constructor(clients: S3Clients) {
    this.#clients = clients;
  }

  /**
   * Reads `aiGovernance.aws` and the `aws` credentials.
   * @param rootConfig - configuration of the whole app
   * @throws InputError when a setting is not valid
   */
  static fromConfig(rootConfig: Config): S3CaptureLogSource {
    return new S3CaptureLogSource(S3Clients.fromConfig(rootConfig));
  }

  /** {@inheritdoc @ai-governance/plugin-ai-governance-node#InferenceLogSource.appliesTo} */
  appliesTo(entity: Entity): boolean {
    return entity.metadata.annotations?.[ANNOTATION_PROVIDER] === 'sagemaker';
  }

  /** {@inheritdoc @ai-governance/plugin-ai-governance-node#InferenceLogSource.captureState} */
  captureState(entity: Entity): CaptureState {
    return readCaptureState(entity);
  }

  /** {@inheritdoc @ai-governance/plugin-ai-governance-node#InferenceLogSource.list} */
  async *list(options: {
    entity: Entity;
    since: Date;
    until: Date;
    signal: AbortSignal;
  }): AsyncGenerator<LogObject[]> {
    const { site, bucket, variants } = readCaptureLocation(options.entity);
    for (const { variant, prefix } of variants) {
      const pages = listHourObjects(
        this.#clients,
        site,
        { bucket, key: prefix },
        options,
      );
      for await (const page of pages) {
        yield page.map(object => ({ ...object, variant }));
      }
    }
  }

  /**
   * {@inheritdoc @ai-governance/plugin-ai-governance-node#InferenceLogSource.download}
   * The file holds the listed version of the object or is not there at all.
   */
  async download(options: {
    entity: Entity;
    object: LogObject;
    destination: string;
    signal: AbortSignal;
  }): Promise<void> {
    const { object, destination, signal } = options;
    const { site } = readCaptureLocation(options.entity);
    const address = parseS3Uri(object.key);
    if (!address) {
      throw new InputError(
        `'${object.key}' is not an object of this source, expected s3://<bucket>/<key>`,
      );
    }
    await downloadObject(this.#clients, site, address, {
      etag: object.etag,
      destination,
      signal,
    });
  }
}
