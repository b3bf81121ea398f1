import type { Entity } from '@backstage/catalog-model';
import type { LabelFormat } from './outcomes';

/** A file in a store. @public */
export interface StoredFile {
  /** Unique within the source, for example `s3://bucket/key`. */
  key: string;
  /** Changes whenever the content does. */
  etag: string;
  /** Bytes. */
  size: number;
}

/** An object of labels. @public */
export interface LabelObject extends StoredFile {
  /** Start of the UTC hour in which its labels were collected. */
  hour: Date;
}

/**
 * Where labels, and files that are joined with logs, come from. Methods throw typed errors of `@backstage/errors`, as those
 * of `InferenceLogSource` do.
 * @public
 */
export interface GroundTruthSource {
  /** Unique and stable, for example `s3`. */
  readonly id: string;
  readonly format: LabelFormat;

  /** Whether this source reads what lies at an address, for example at `s3://bucket/prefix`. */
  serves(uri: string): boolean;

  /** Pages through the label objects below an address, under `yyyy/mm/dd/hh`, whose hour lies in `[since, until)`. */
  list(options: {
    entity: Entity;
    uri: string;
    since: Date;
    until: Date;
    signal: AbortSignal;
  }): AsyncIterable<LabelObject[]>;

  /** The file at an address. Throws NotFoundError when there is none. */
  find(options: {
    entity: Entity;
    uri: string;
    signal: AbortSignal;
  }): Promise<StoredFile>;

  /** Streams one file to local disk. Throws NotFoundError when it is gone, ConflictError when it has changed. */
  download(options: {
    entity: Entity;
    file: StoredFile;
    /** Path of the file to write. */
    destination: string;
    signal: AbortSignal;
  }): Promise<void>;
}
