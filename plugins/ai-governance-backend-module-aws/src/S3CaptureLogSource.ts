import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ANNOTATION_PROVIDER } from '@ai-governance/plugin-ai-governance-common';
import type {
  CaptureState,
  InferenceLogSource,
  LogObject,
} from '@ai-governance/plugin-ai-governance-node';
import {
  _Object as S3Object,
  GetObjectCommand,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import type { Entity } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { folderFrom, hourOfKey } from './captureKeys';
import {
  CaptureLocation,
  parseS3Uri,
  readCaptureLocation,
  readCaptureState,
} from './captureLocation';
import { S3Attempt, toTypedError } from './errors';
import { S3Clients } from './S3Clients';

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
    const location = readCaptureLocation(options.entity);
    for (const { variant, prefix } of location.variants) {
      yield* this.#listVariant({ ...options, location, variant, prefix });
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
    const { bucket, key } = address;
    const client = await this.#clients.get(site);
    try {
      const { Body } = await client.send(
        new GetObjectCommand({
          Bucket: bucket,
          Key: key,
          IfMatch: object.etag,
        }),
        { abortSignal: signal },
      );
      await pipeline(Body as Readable, createWriteStream(destination), {
        signal,
      });
    } catch (error) {
      await rm(destination, { force: true });
      throw toTypedError(
        error,
        this.#attempt('s3:GetObject', { site, bucket }, key),
      );
    }
  }

  async *#listVariant(options: {
    location: CaptureLocation;
    variant: string;
    prefix: string;
    since: Date;
    until: Date;
    signal: AbortSignal;
  }): AsyncGenerator<LogObject[]> {
    const { location, variant, prefix, since, until, signal } = options;
    const { site, bucket } = location;
    const end = `${prefix}${folderFrom(until)}`;
    const client = await this.#clients.get(site);
    try {
      const pager = paginateListObjectsV2(
        { client },
        {
          Bucket: bucket,
          Prefix: prefix,
          StartAfter: `${prefix}${folderFrom(since)}`,
        },
        { abortSignal: signal },
      );
      for await (const page of pager) {
        signal.throwIfAborted();
        const contents = page.Contents ?? [];
        const objects = contents
          .filter(({ Key }) => Key !== undefined && Key < end)
          .flatMap(
            content => toLogObject(content, { bucket, prefix, variant }) ?? [],
          );
        if (objects.length > 0) {
          yield objects;
        }
        const last = contents.at(-1)?.Key;
        if (last !== undefined && last >= end) {
          return;
        }
      }
    } catch (error) {
      throw toTypedError(
        error,
        this.#attempt('s3:ListBucket', location, prefix),
      );
    }
  }

  #attempt(
    action: S3Attempt['action'],
    { site, bucket }: Pick<CaptureLocation, 'site' | 'bucket'>,
    key: string,
  ): S3Attempt {
    return {
      action,
      accountId: site.accountId,
      bucket,
      key,
      host: this.#clients.hostOf(site),
    };
  }
}

/** Undefined for whatever else lies in the bucket, such as manifests and folder markers. */
function toLogObject(
  { Key, ETag, Size }: S3Object,
  place: { bucket: string; prefix: string; variant: string },
): LogObject | undefined {
  const hour = Key && hourOfKey(Key.slice(place.prefix.length));
  if (!hour) {
    return undefined;
  }
  if (ETag === undefined || Size === undefined) {
    throw new Error(
      `S3's listing of s3://${place.bucket}/${Key} has no ETag or size`,
    );
  }
  return {
    key: `s3://${place.bucket}/${Key}`,
    etag: ETag,
    size: Size,
    variant: place.variant,
    hour,
  };
}
