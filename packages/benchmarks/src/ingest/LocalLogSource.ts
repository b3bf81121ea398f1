import type {
  CaptureState,
  InferenceLogSource,
  LogObject,
} from '@ai-governance/plugin-ai-governance-node';
import { copyFile } from 'node:fs/promises';
import type { CaptureFiles } from './captureFiles';

/** Serves capture files of a local folder as the log objects of every endpoint; a download is a copy. */
export class LocalLogSource implements InferenceLogSource {
  readonly id = 'local-folder';
  readonly format = 'sagemaker-capture';
  readonly #objects: LogObject[];

  constructor({ files }: CaptureFiles) {
    this.#objects = files.map(({ path, bytes, hour }) => ({
      key: path,
      etag: String(bytes),
      size: bytes,
      variant: 'AllTraffic',
      hour: new Date(hour),
    }));
  }

  /** {@inheritdoc InferenceLogSource.appliesTo} */
  appliesTo(): boolean {
    return true;
  }

  /** {@inheritdoc InferenceLogSource.captureState} */
  captureState(): CaptureState {
    return { state: 'on' };
  }

  /** {@inheritdoc InferenceLogSource.list} */
  async *list(options: {
    since: Date;
    until: Date;
  }): AsyncIterable<LogObject[]> {
    yield this.#objects.filter(
      ({ hour }) => hour >= options.since && hour < options.until,
    );
  }

  /** {@inheritdoc InferenceLogSource.download} */
  async download(options: {
    object: LogObject;
    destination: string;
  }): Promise<void> {
    await copyFile(options.object.key, options.destination);
  }
}
