import type { PushRejectionReason } from '@ai-governance/plugin-ai-governance-common';
import { createHash, type Hash } from 'node:crypto';
import { type AcceptedTimes, type CheckedLine, checkLine } from './checkLine';
import { type Chunk, ChunkWriter } from './ChunkWriter';
import { MAX_LINE_BYTES, MAX_LISTED } from './limits';
import { readLines, type StreamedLine } from './readLines';

/** What becomes of the lines of a push; `R` are the reasons for which lines are not taken. */
export interface PushOutcome<R extends string = PushRejectionReason> {
  accepted: number;
  rejected: { line: number; reason: R }[];
  rejectedCount: number;
  rejectedReasons: Partial<Record<R, number>>;
}

/** Says where a line belongs, or why it cannot be used. */
export type LineCheck<R extends string = PushRejectionReason> = (
  text: string,
  times: AcceptedTimes,
) => CheckedLine<R>;

/** A push that was read to its end. */
export interface ReadPush<R extends string = PushRejectionReason> {
  /** SHA-256 of the unpacked body, hexadecimal. */
  hash: string;
  chunks: Chunk[];
  /** What became of its lines. */
  outcome: PushOutcome<R>;
}

/**
 * Reads a body of JSON Lines once, checks each line, and packs those that can be used.
 * @param body - unpacked
 * @param check - of inferences when absent
 * @throws what reading the body throws; InputError when the lines are of too many hours
 */
export async function readPush<R extends string = PushRejectionReason>(
  body: AsyncIterable<Buffer>,
  times: AcceptedTimes,
  check: LineCheck<R | PushRejectionReason> = checkLine,
): Promise<ReadPush<R | PushRejectionReason>> {
  const hash = createHash('sha256');
  const writer = new ChunkWriter();
  const outcome: PushOutcome<R | PushRejectionReason> = {
    accepted: 0,
    rejected: [],
    rejectedCount: 0,
    rejectedReasons: {},
  };
  const reject = (line: number, reason: R | PushRejectionReason) => {
    outcome.rejectedCount++;
    outcome.rejectedReasons[reason] =
      (outcome.rejectedReasons[reason] ?? 0) + 1;
    if (outcome.rejected.length < MAX_LISTED) {
      outcome.rejected.push({ line, reason });
    }
  };
  for await (const lines of readLines(hashed(body, hash), MAX_LINE_BYTES)) {
    for (const line of lines) {
      const read = readLine(line, times, check);
      if ('hour' in read) {
        // As it was sent: written anew, long numbers would lose digits.
        writer.add(read, read.text);
        outcome.accepted++;
      } else {
        reject(line.line, read.reason);
      }
    }
    if (writer.isFull) {
      await writer.pack();
    }
  }
  return { hash: hash.digest('hex'), chunks: await writer.finish(), outcome };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function readLine<R extends string>(
  { bytes }: StreamedLine,
  times: AcceptedTimes,
  check: LineCheck<R | PushRejectionReason>,
):
  | { variant: string; hour: number; text: string; reason?: undefined }
  | { reason: R | PushRejectionReason } {
  if (bytes === undefined) {
    return { reason: 'line-too-long' };
  }
  let text: string;
  try {
    text = utf8.decode(bytes).trim();
  } catch {
    return { reason: 'not-json' };
  }
  const checked = check(text, times);
  return 'hour' in checked ? { text, ...checked } : checked;
}

async function* hashed(
  body: AsyncIterable<Buffer>,
  hash: Hash,
): AsyncGenerator<Buffer> {
  for await (const piece of body) {
    hash.update(piece);
    yield piece;
  }
}
