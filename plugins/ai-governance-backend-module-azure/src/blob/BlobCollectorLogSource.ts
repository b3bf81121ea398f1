import { ANNOTATION_PROVIDER } from '@ai-governance/plugin-ai-governance-common';
import type {
  CaptureState,
  InferenceLogSource,
  LogObject,
} from '@ai-governance/plugin-ai-governance-node';
import type { BlobItem } from '@azure/storage-blob';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { ConflictError, InputError } from '@backstage/errors';
import { createWriteStream } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createCredential } from '../credential';
import { readSettings } from '../settings';
import {
  type CollectorLocation,
  readCaptureState,
  readCollectorLocation,
} from './collectorLocation';
import { type DayOfHours, daysOf, hourOfBlob } from './collectorNames';
import { Containers } from './Containers';
import { inlineReferences } from './dataReferences';
import { toTypedError } from './errors';
import { patiently } from './patiently';
import { readReference } from './readReference';

/** The most that Azure lists at once. */
const BLOBS_PER_PAGE = 5000;

/**
 * The Azure ML data collector's blobs as a source of inference logs. It knows an endpoint's container, folder and
 * deployments from the annotations that discovery wrote on the entity.
 *
 * Blobs are append blobs, which grow while their hour lasts. What is read is what was listed, to the byte; an hour
 * whose blob has grown is read again as a whole. A line that was torn when it was listed counts as rejected until then.
 *
 * Errors: AuthenticationError when Azure cannot be signed in to, NotAllowedError naming the missing role, NotFoundError
 * for a container or blob that is gone, ConflictError for one that was replaced, ServiceUnavailableError naming the
 * host, InputError for an entity without the annotations.
 * @public
 */
export class BlobCollectorLogSource implements InferenceLogSource {
  readonly id = 'azure-data-collector';
  readonly format = 'azure-collector';
  readonly #containers: Containers;
  readonly #collections: string[];

  /**
   * Reads `aiGovernance.azure`.
   * @param rootConfig - configuration of the whole app
   * @throws InputError when a setting is not valid
   */
  static fromConfig(rootConfig: Config): BlobCollectorLogSource {
    const settings = readSettings(rootConfig);
    return new BlobCollectorLogSource(
      new Containers({
        settings: settings.blob,
        credential: () => createCredential(settings),
      }),
      settings.blob.collections,
    );
  }

  private constructor(containers: Containers, collections: string[]) {
    this.#containers = containers;
    this.#collections = collections;
  }

  /** {@inheritdoc @ai-governance/plugin-ai-governance-node#InferenceLogSource.appliesTo} */
  appliesTo(entity: Entity): boolean {
    return entity.metadata.annotations?.[ANNOTATION_PROVIDER] === 'azure-ml';
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
    const { entity, since, until, signal } = options;
    const location = readCollectorLocation(entity);
    for (const day of daysOf(since, until)) {
      for (const deployment of location.deployments) {
        for (const collection of this.#collections) {
          yield* this.#listDay(entity, {
            location,
            day,
            deployment,
            folder: `${location.folder}/${deployment}/${collection}/`,
            signal,
          });
        }
      }
    }
  }

  /**
   * {@inheritdoc @ai-governance/plugin-ai-governance-node#InferenceLogSource.download}
   * Events whose rows are in a blob of their own (`dataref`) get them in line; one whose rows are gone, or are not in
   * the same container, stays as it is, for the engine to reject.
   */
  async download(options: {
    entity: Entity;
    object: LogObject;
    destination: string;
    signal: AbortSignal;
  }): Promise<void> {
    const { object, destination, signal } = options;
    const location = readCollectorLocation(options.entity);
    const root = `${location.containerUrl}/`;
    if (!object.key.startsWith(root)) {
      throw new InputError(
        `'${object.key}' is not an object of this source, expected ${root}<name>`,
      );
    }
    const name = object.key.slice(root.length);
    try {
      await this.#read(location, name, options);
      await inlineReferences(destination, reference =>
        patiently(
          () =>
            readReference(this.#containers.get(location), {
              reference,
              location,
              signal,
            }),
          { maxAttempts: this.#containers.maxAttempts, signal },
        ),
      );
    } catch (error) {
      await rm(destination, { force: true });
      throw toTypedError(error, {
        action: 'read',
        location,
        name,
        host: this.#containers.hostOf(location),
        signal,
      });
    }
  }

  async #read(
    location: CollectorLocation,
    name: string,
    options: { object: LogObject; destination: string; signal: AbortSignal },
  ): Promise<void> {
    const { object, destination, signal } = options;
    if (object.size === 0) {
      // There is no range of no bytes.
      await writeFile(destination, '');
      return;
    }
    const blob = this.#containers.get(location).getBlobClient(name);
    const { readableStreamBody, contentLength, blobType, etag } =
      await patiently(
        () => blob.download(0, object.size, { abortSignal: signal }),
        { maxAttempts: this.#containers.maxAttempts, signal },
      );
    const isListed =
      contentLength === object.size &&
      (blobType === 'AppendBlob' ||
        object.etag === ledgerTag(etag, object.size));
    if (!isListed) {
      throw new ConflictError(
        `The log object ${object.key} has changed since it was listed`,
      );
    }
    await pipeline(readableStreamBody!, createWriteStream(destination), {
      signal,
    });
  }

  async *#pages(
    location: CollectorLocation,
    prefix: string,
    signal: AbortSignal,
  ): AsyncGenerator<BlobItem[]> {
    const container = this.#containers.get(location);
    let marker: string | undefined;
    do {
      signal.throwIfAborted();
      const continuationToken = marker;
      const { value } = await patiently(
        () =>
          container
            .listBlobsFlat({ prefix, abortSignal: signal })
            .byPage({ maxPageSize: BLOBS_PER_PAGE, continuationToken })
            .next(),
        { maxAttempts: this.#containers.maxAttempts, signal },
      );
      yield value.segment.blobItems;
      marker = value.continuationToken;
    } while (marker);
  }

  async *#listDay(
    entity: Entity,
    options: {
      location: CollectorLocation;
      day: DayOfHours;
      deployment: string;
      /** Folder of the collection, ending in a slash. */
      folder: string;
      signal: AbortSignal;
    },
  ): AsyncGenerator<LogObject[]> {
    const { location, day, deployment, folder, signal } = options;
    const prefix = `${folder}${day.folder}`;
    try {
      for await (const blobItems of this.#pages(location, prefix, signal)) {
        const objects = blobItems.flatMap(item => {
          const found = hourOfBlob(item.name.slice(folder.length));
          if (found === 'coarse') {
            throw new InputError(
              `Deployment '${deployment}' of ${stringifyEntityRef(
                entity,
              )} collects into one blob for more than an hour (${
                item.name
              }): set rolling_rate of its data_collector to Hour`,
            );
          }
          const time = found?.hour.getTime() ?? -Infinity;
          return found && time >= day.from && time < day.to
            ? toLogObject(item, { location, deployment, hour: found.hour })
            : [];
        });
        if (objects.length > 0) {
          yield objects;
        }
      }
    } catch (error) {
      throw toTypedError(error, {
        action: 'list',
        location,
        name: prefix,
        host: this.#containers.hostOf(location),
        signal,
      });
    }
  }
}

function toLogObject(
  { name, properties }: BlobItem,
  place: { location: CollectorLocation; deployment: string; hour: Date },
): LogObject {
  const key = `${place.location.containerUrl}/${name}`;
  const { contentLength, etag } = properties;
  if (contentLength === undefined || !etag) {
    throw new Error(`Azure's listing of ${key} has no ETag or size`);
  }
  return {
    key,
    etag: ledgerTag(etag, contentLength),
    size: contentLength,
    variant: place.deployment,
    hour: place.hour,
  };
}

/** Tells states of a blob apart: lists have entity tags without quotes, answers with. */
function ledgerTag(etag: string | undefined, size: number): string {
  return `${etag?.replace(/"/g, '')} ${size}`;
}
