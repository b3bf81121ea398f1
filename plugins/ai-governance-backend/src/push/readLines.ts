const LINE_FEED = 0x0a;

/** A line of a stream. */
export interface StreamedLine {
  /** From 1; blank lines are counted, too. */
  line: number;
  /** Without line break; undefined when the line is too long. */
  bytes: Buffer | undefined;
}

/**
 * Splits a stream into its lines, those of each piece of the stream together. A line that is too long is skipped to its
 * end and never held as a whole. Blank lines are left out.
 * @param maxBytes - of one line
 */
export async function* readLines(
  stream: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<StreamedLine[]> {
  let line = 0;
  let parts: Buffer[] = [];
  let length = 0;

  const take = (part: Buffer) => {
    length += part.length;
    if (length > maxBytes) {
      parts = [];
    } else if (part.length > 0) {
      parts.push(part);
    }
  };
  const end = (): StreamedLine | undefined => {
    line++;
    const bytes = length > maxBytes ? undefined : joined(parts);
    parts = [];
    length = 0;
    return bytes === undefined || !isBlank(bytes) ? { line, bytes } : undefined;
  };

  for await (const piece of stream) {
    const lines: StreamedLine[] = [];
    let start = 0;
    for (;;) {
      const at = piece.indexOf(LINE_FEED, start);
      if (at < 0) {
        take(piece.subarray(start));
        break;
      }
      take(piece.subarray(start, at));
      lines.push(...present(end()));
      start = at + 1;
    }
    if (lines.length > 0) {
      yield lines;
    }
  }
  if (length > 0) {
    yield present(end());
  }
}

function joined(parts: Buffer[]): Buffer {
  return parts.length === 1 ? parts[0] : Buffer.concat(parts);
}

/** Blanks and the carriage return of a Windows line break. */
function isBlank(bytes: Buffer): boolean {
  return bytes.every(byte => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}

function present<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value];
}
