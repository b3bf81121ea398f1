import type { RejectedLine } from '@ai-governance/plugin-ai-governance-common';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Session } from './DuckDb';
import type { NumberedFile } from './logLines';
import { lineOfRecord, type ScannedLines, scanLines } from './scanLines';

const SPACE = 0x20;

/**
 * Files that are to be read carefully. Lines that end in a comma, as writers of JSON arrays leave them, are read
 * without it; and the number of a record (see `linesSql`) tells its file and line.
 */
export class CarefulFiles {
  /** Files to read; copies where commas had to go. */
  readonly files: NumberedFile[];
  readonly #keys: string[];
  readonly #scans: ScannedLines[];

  /** Looks at the files; copies are made in the session's folder and go with it. */
  static async prepare(
    session: Session,
    files: readonly NumberedFile[],
  ): Promise<CarefulFiles> {
    const scans: ScannedLines[] = [];
    const read: NumberedFile[] = [];
    for (const file of files) {
      const scan = await scanLines(file.path);
      scans.push(scan);
      if (scan.commas.length === 0) {
        read.push(file);
      } else {
        const path = join(await session.directory(), `${read.length}.jsonl`);
        await copyWithout(scan.commas, file.path, path);
        read.push({ ...file, path });
      }
    }
    return new CarefulFiles(
      read,
      files.map(({ key }) => key),
      scans,
    );
  }

  private constructor(
    files: NumberedFile[],
    keys: string[],
    scans: ScannedLines[],
  ) {
    this.files = files;
    this.#keys = keys;
    this.#scans = scans;
  }

  /** Object and line of a record. @param record - number of the record among those of all files, from 1 */
  place(record: number): Pick<RejectedLine, 'object' | 'line'> {
    let rest = record;
    let file = 0;
    while (file < this.#scans.length - 1 && rest > this.#scans[file].records) {
      rest -= this.#scans[file].records;
      file += 1;
    }
    return {
      object: this.#keys[file],
      line: lineOfRecord(this.#scans[file], rest),
    };
  }
}

/** Copies a file with blanks at the given offsets, which are in rising order. */
async function copyWithout(
  offsets: readonly number[],
  from: string,
  to: string,
): Promise<void> {
  let offset = 0;
  let next = 0;
  await pipeline(
    createReadStream(from),
    async function* blankOut(chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        while (next < offsets.length && offsets[next] < offset + chunk.length) {
          chunk[offsets[next] - offset] = SPACE;
          next += 1;
        }
        offset += chunk.length;
        yield chunk;
      }
    },
    createWriteStream(to),
  );
}
