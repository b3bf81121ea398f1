import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

const MARK = Buffer.from('"dataref"');
const LINE_FEED = 0x0a;

/**
 * Brings in line what events of a file point to. The number of lines stays the same; all other lines stay as they are,
 * byte by byte. A file without references is only looked at.
 * @param read - text that a reference leads to; undefined when there is none
 */
export async function inlineReferences(
  path: string,
  read: (reference: string) => Promise<string | undefined>,
): Promise<void> {
  if (!(await mentionsReferences(path))) {
    return;
  }
  const copy = `${path}.inline`;
  try {
    await pipeline(
      linesOf(createReadStream(path)),
      async function* replace(lines: AsyncIterable<Buffer>) {
        for await (const line of lines) {
          yield line.includes(MARK) ? await inline(line, read) : line;
        }
      },
      createWriteStream(copy),
    );
    await rename(copy, path);
  } finally {
    await rm(copy, { force: true });
  }
}

async function inline(
  line: Buffer,
  read: (reference: string) => Promise<string | undefined>,
): Promise<Buffer> {
  const event = parseObject(line.toString('utf8'));
  const { dataref } = event ?? {};
  if (typeof dataref !== 'string' || (event?.data ?? null) !== null) {
    return line;
  }
  const text = await read(dataref);
  if (text === undefined || !isJson(text)) {
    return line;
  }
  const { data: _data, dataref: _dataref, ...rest } = event!;
  // Line breaks between JSON values mean nothing, and there are none within.
  const oneLine = text.replace(/[\r\n]+/g, ' ').trim();
  return Buffer.from(
    `${JSON.stringify(rest).slice(0, -1)},"data":${oneLine}}\n`,
  );
}

/** The object of a line, which a comma may follow; undefined when it is none. */
function parseObject(line: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(line.trim().replace(/,$/, ''));
    return typeof value === 'object' && value !== null && 'id' in value
      ? value
      : undefined;
  } catch {
    return undefined;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

async function mentionsReferences(path: string): Promise<boolean> {
  let before = Buffer.alloc(0);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const seen = Buffer.concat([before, chunk]);
    if (seen.includes(MARK)) {
      return true;
    }
    before = seen.subarray(-MARK.length);
  }
  return false;
}

/** Lines with their line feeds. */
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (
      let end = chunk.indexOf(LINE_FEED);
      end >= 0;
      end = chunk.indexOf(LINE_FEED, start)
    ) {
      yield Buffer.concat([...rest, chunk.subarray(start, end + 1)]);
      rest = [];
      start = end + 1;
    }
    if (start < chunk.length) {
      rest.push(chunk.subarray(start));
    }
  }
  if (rest.length > 0) {
    yield Buffer.concat(rest);
  }
}
