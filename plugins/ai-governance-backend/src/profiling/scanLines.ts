import { createReadStream } from 'node:fs';

const LINE_FEED = 0x0a;
const COMMA = 0x2c;

/** What the lines of a file look like from outside. */
export interface ScannedLines {
  /** Lines that are not blank. */
  records: number;
  /** Numbers of the blank lines, from 1; an empty last line is none. */
  blank: number[];
  /** Offsets in bytes of commas that end a line. */
  commas: number[];
}

/** Finds blank lines and lines that end in a comma, without looking at what is in between. */
export async function scanLines(path: string): Promise<ScannedLines> {
  const found: ScannedLines = { records: 0, blank: [], commas: [] };
  let offset = 0;
  /** Offset of the line's last byte that is no blank, and that byte. */
  let last: { at: number; byte: number } | undefined;
  let lines = 0;
  const endLine = () => {
    lines += 1;
    if (last) {
      found.records += 1;
      if (last.byte === COMMA) {
        found.commas.push(last.at);
      }
    } else {
      found.blank.push(lines);
    }
    last = undefined;
  };
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let start = 0;
    while (start < chunk.length) {
      const feed = chunk.indexOf(LINE_FEED, start);
      const end = feed < 0 ? chunk.length : feed;
      for (let i = end - 1; i >= start; i--) {
        if (!isBlank(chunk[i])) {
          last = { at: offset + i, byte: chunk[i] };
          break;
        }
      }
      if (feed >= 0) {
        endLine();
      }
      start = end + 1;
    }
    offset += chunk.length;
  }
  if (last) {
    endLine();
  }
  return found;
}

/**
 * Number of the line that holds a record, from 1.
 * @param record - number among the lines that are not blank, from 1
 */
export function lineOfRecord({ blank }: ScannedLines, record: number): number {
  let line = record;
  for (const skipped of blank) {
    if (skipped > line) {
      break;
    }
    line += 1;
  }
  return line;
}

/** The blanks of DuckDB's reader: tab, line feed, vertical tab, form feed, carriage return and space. */
function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}
