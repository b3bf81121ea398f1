import { InputError } from '@backstage/errors';
import { createHash, type Hash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { MAX_CHUNKS } from './limits';

const pack = promisify(gzip);

/** Bytes of lines that are held before they are packed. */
const HELD_BYTES = 8 * 1024 * 1024;

/** Lines of one variant and hour. */
export interface Chunk {
  variant: string;
  /** UTC hour since the epoch. */
  hour: number;
  /** SHA-256 of the lines, hexadecimal. */
  etag: string;
  lines: number;
  /** Bytes, unpacked. */
  size: number;
  /** JSON Lines, gzip. */
  body: Buffer;
}

interface Group {
  variant: string;
  hour: number;
  hash: Hash;
  lines: number;
  size: number;
  /** Lines that are not packed yet. */
  held: string;
  /** Gzip members: one after the other, they are a gzip stream again. */
  packed: Buffer[];
}

/** Sorts lines by variant and hour, and packs them. Few of them are in memory unpacked at a time. */
export class ChunkWriter {
  readonly #groups = new Map<string, Group>();
  #held = 0;

  /** Whether lines should be packed before more are added. */
  get isFull(): boolean {
    return this.#held >= HELD_BYTES;
  }

  /**
   * Adds a line.
   * @param text - without line break
   * @throws InputError when it is of more variants and hours than one push may have
   */
  add(place: { variant: string; hour: number }, text: string): void {
    const { variant, hour } = place;
    const key = `${hour}\n${variant}`;
    let group = this.#groups.get(key);
    if (!group) {
      if (this.#groups.size >= MAX_CHUNKS) {
        throw new InputError(
          `The lines are of more than ${MAX_CHUNKS} hours and variants, the most that one push may have; push them in parts`,
        );
      }
      group = {
        ...{ variant, hour, lines: 0, size: 0, held: '', packed: [] },
        hash: createHash('sha256'),
      };
      this.#groups.set(key, group);
    }
    const line = `${text}\n`;
    const bytes = Buffer.byteLength(line);
    group.held += line;
    group.lines++;
    group.size += bytes;
    this.#held += bytes;
  }

  /** Packs the lines that are held. */
  async pack(): Promise<void> {
    for (const group of this.#groups.values()) {
      if (group.held !== '') {
        const lines = Buffer.from(group.held);
        group.held = '';
        group.hash.update(lines);
        group.packed.push(await pack(lines));
      }
    }
    this.#held = 0;
  }

  /** All lines, packed. */
  async finish(): Promise<Chunk[]> {
    await this.pack();
    return [...this.#groups.values()].map(
      ({ variant, hour, hash, lines, size, packed }) => ({
        ...{ variant, hour, lines, size },
        etag: hash.digest('hex'),
        body: Buffer.concat(packed),
      }),
    );
  }
}
