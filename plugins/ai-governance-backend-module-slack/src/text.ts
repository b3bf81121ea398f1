const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
};

/**
 * Text for a Slack message: one line, `&`, `<` and `>` escaped, so that nothing in it is read as a mention, a link or
 * an entity, and cut to a length. The cut falls between characters, never within an escape.
 * @param text - untrusted plain text
 * @param maxLength - characters of the result, at least 1
 */
export function escapeText(text: string, maxLength: number): string {
  return cut(
    [...toLine(text)].map(char => ENTITIES[char] ?? char),
    maxLength,
  );
}

/**
 * Text for a Slack `plain_text` object, which knows no escapes: one line, cut to a length.
 * @param text - untrusted plain text
 * @param maxLength - characters of the result, at least 1
 */
export function plainText(text: string, maxLength: number): string {
  return cut([...toLine(text)], maxLength);
}

/** Text as inline code, in which Slack reads no markup at all. */
export function codeText(text: string, maxLength: number): string {
  return `\`${escapeText(text.replaceAll('`', "'"), maxLength - 2)}\``;
}

/**
 * Joins lines as long as they fit; what does not fit is counted in a last line `and N more`.
 * @param lines - lines of which each is shorter than the limits
 * @param limits - `length`: characters of the result, `count`: lines without the last, `total`: how many there are in all,
 * when there are more than lines
 */
export function joinLines(
  lines: string[],
  limits: { length: number; count: number; total?: number },
): string {
  const total = Math.max(lines.length, limits.total ?? 0);
  const overflow = (left: number) => `…and ${left} more`;
  const reserve = overflow(total).length + 1;
  const kept: string[] = [];
  let length = 0;
  for (const line of lines) {
    if (
      kept.length === limits.count ||
      length + line.length + 1 + reserve > limits.length
    ) {
      break;
    }
    kept.push(line);
    length += line.length + 1;
  }
  const left = total - kept.length;
  return [...kept, ...(left > 0 ? [overflow(left)] : [])].join('\n');
}

/**
 * Removes line breaks and control characters, and parts `@` from the words by which Slack calls a whole channel, for
 * clients that would read them in plain text.
 */
function toLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replace(/@(?=(?:here|channel|everyone|group)\b)/gi, '@\u2060');
}

function cut(pieces: string[], maxLength: number): string {
  const whole = pieces.join('');
  if (whole.length <= maxLength) {
    return whole;
  }
  let result = '';
  for (const piece of pieces) {
    if (result.length + piece.length > maxLength - 1) {
      break;
    }
    result += piece;
  }
  return `${result}…`;
}
