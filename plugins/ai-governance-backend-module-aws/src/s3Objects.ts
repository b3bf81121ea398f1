import {
  _Object as S3Object,
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { folderFrom, hourOfKey } from './captureKeys';
import type { S3Address } from './captureLocation';
import { type S3Attempt, toTypedError } from './errors';
import type { S3Clients } from './S3Clients';
import type { AwsSite } from './SiteClients';

/** An object that lies in the folder of an hour. */
export interface HourObject {
  /** `s3://bucket/key`. */
  key: string;
  etag: string;
  size: number;
  /** Start of the UTC hour. */
  hour: Date;
}

/**
 * Pages through the objects below a prefix, under `yyyy/mm/dd/hh`, whose hour lies in `[since, until)`.
 * @param place - `key`: the prefix, empty or ending in a slash
 * @throws typed errors, see `toTypedError`
 */
export async function* listHourObjects(
  clients: S3Clients,
  site: AwsSite,
  place: S3Address,
  options: { since: Date; until: Date; signal: AbortSignal },
): AsyncGenerator<HourObject[]> {
  const { bucket, key: prefix } = place;
  const { since, until, signal } = options;
  const end = `${prefix}${folderFrom(until)}`;
  const client = await clients.get(site);
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
        .flatMap(content => toHourObject(content, place) ?? []);
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
      attempt(clients, 's3:ListBucket', site, { bucket, key: prefix }),
    );
  }
}

/**
 * Looks at one object.
 * @throws typed errors, see `toTypedError`
 */
export async function headObject(
  clients: S3Clients,
  site: AwsSite,
  place: S3Address,
  signal: AbortSignal,
): Promise<Omit<HourObject, 'hour'>> {
  const { bucket, key } = place;
  const client = await clients.get(site);
  try {
    const { ETag, ContentLength } = await client.send(
      new HeadObjectCommand({ Bucket: bucket, Key: key }),
      { abortSignal: signal },
    );
    if (ETag === undefined || ContentLength === undefined) {
      throw new Error(`S3 tells no ETag or size of s3://${bucket}/${key}`);
    }
    return { key: `s3://${bucket}/${key}`, etag: ETag, size: ContentLength };
  } catch (error) {
    throw toTypedError(error, attempt(clients, 's3:GetObject', site, place));
  }
}

/**
 * Streams the listed version of an object to a file, which is not there at all when that fails.
 * @throws typed errors, see `toTypedError`
 */
export async function downloadObject(
  clients: S3Clients,
  site: AwsSite,
  place: S3Address,
  options: { etag: string; destination: string; signal: AbortSignal },
): Promise<void> {
  const { etag, destination, signal } = options;
  const client = await clients.get(site);
  try {
    const { Body } = await client.send(
      new GetObjectCommand({
        Bucket: place.bucket,
        Key: place.key,
        IfMatch: etag,
      }),
      { abortSignal: signal },
    );
    await pipeline(Body as Readable, createWriteStream(destination), {
      signal,
    });
  } catch (error) {
    await rm(destination, { force: true });
    throw toTypedError(error, attempt(clients, 's3:GetObject', site, place));
  }
}

function attempt(
  clients: S3Clients,
  action: S3Attempt['action'],
  site: AwsSite,
  { bucket, key }: S3Address,
): S3Attempt {
  const { accountId } = site;
  return { action, accountId, bucket, key, host: clients.hostOf(site) };
}

/** Undefined for whatever else lies in the bucket, such as manifests and folder markers. */
function toHourObject(
  { Key, ETag, Size }: S3Object,
  { bucket, key: prefix }: S3Address,
): HourObject | undefined {
  const hour = Key && hourOfKey(Key.slice(prefix.length));
  if (!hour) {
    return undefined;
  }
  if (ETag === undefined || Size === undefined) {
    throw new Error(
      `S3's listing of s3://${bucket}/${Key} has no ETag or size`,
    );
  }
  return { key: `s3://${bucket}/${Key}`, etag: ETag, size: Size, hour };
}
