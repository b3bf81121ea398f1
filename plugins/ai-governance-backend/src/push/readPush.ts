import type {
  PushAnswer,
  PushRejectionReason,
} from '@ai-governance/plugin-ai-governance-common';
import { createHash, type Hash } from 'node:crypto';
import { checkLine, type AcceptedTimes } from './checkLine';
import { type Chunk, ChunkWriter } from './ChunkWriter';
import { MAX_LINE_BYTES, MAX_LISTED } from './limits';
import { readLines, type StreamedLine } from './readLines';

/** A push that was read to its end. */
export interface ReadPush {
  /** SHA-256 of the unpacked body, hexadecimal. */
  hash: string;
  chunks: Chunk[];
  /** What became of its lines. */
  outcome: Omit<PushAnswer, 'requestId'>;
}

/**
 * Reads a body of JSON Lines once, checks each line, and packs those that can be used.
 * @param body - unpacked
 * @throws what reading the body throws; InputError when the lines are of too many hours
 */
export async function readPush(
  body: AsyncIterable<Buffer>,
  times: AcceptedTimes,
): Promise<ReadPush> {
  const hash = createHash('sha256');
  const writer = new ChunkWriter();
  const outcome: ReadPush['outcome'] = {
    accepted: 0,
    rejected: [],
    rejectedCount: 0,
    rejectedReasons: {},
  };
  const reject = (line: number, reason: PushRejectionReason) => {
    outcome.rejectedCount++;
    outcome.rejectedReasons[reason] =
      (outcome.rejectedReasons[reason] ?? 0) + 1;
    if (outcome.rejected.length < MAX_LISTED) {
      outcome.rejected.push({ line, reason });
    }
  };
  for await (const lines of readLines(hashed(body, hash), MAX_LINE_BYTES)) {
    for (const line of lines) {
      const read = readLine(line, times);
      if (read.reason === undefined) {
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

function readLine(
  { bytes }: StreamedLine,
  times: AcceptedTimes,
):
  | { variant: string; hour: number; text: string; reason?: undefined }
  | { reason: PushRejectionReason } {
  if (bytes === undefined) {
    return { reason: 'line-too-long' };
  }
  let text: string;
  try {
    text = utf8.decode(bytes).trim();
  } catch {
    return { reason: 'not-json' };
  }
  const checked = checkLine(text, times);
  return checked.reason === undefined ? { ...checked, text } : checked;
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
