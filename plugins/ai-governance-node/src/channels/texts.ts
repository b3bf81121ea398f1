/**
 * Text from catalogs and logs as one line without control characters and marks that change the direction of writing, cut
 * to a length. The cut falls between characters and is marked by `…`.
 * @param text - untrusted plain text
 * @param maxLength - UTF-16 units of the result, at least 1
 * @public
 */
export function plainLine(text: string, maxLength: number): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim();
  if (line.length <= maxLength) {
    return line;
  }
  let result = '';
  for (const char of line) {
    if (result.length + char.length > maxLength - 1) {
      break;
    }
    result += char;
  }
  return `${result}…`;
}

/** An instant for people, such as `2026-11-20 05:00 UTC`. @param instant - ISO instant @public */
export function utcText(instant: string): string {
  const minutes = new Date(instant).toISOString().slice(0, 16);
  return `${minutes.replace('T', ' ')} UTC`;
}

/**
 * How long something lasted, by its two largest units, such as `2 days 3 hours`.
 * @param from - ISO instant
 * @param to - ISO instant
 * @public
 */
export function durationText(from: string, to: string): string {
  const minutes = Math.max(
    0,
    Math.round((Date.parse(to) - Date.parse(from)) / 60_000),
  );
  const parts: [number, string][] = [
    [Math.floor(minutes / 1_440), 'day'],
    [Math.floor((minutes % 1_440) / 60), 'hour'],
    [minutes % 60, 'minute'],
  ];
  const told = parts
    .filter(([count]) => count > 0)
    .slice(0, 2)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`);
  return told.join(' ') || 'less than a minute';
}

/** Whether a text is a URL to which a message can link: http or https, at most 2 000 characters. @public */
export function isWebLink(link: string): boolean {
  return (
    /^https?:\/\//.test(link) && link.length <= 2_000 && URL.canParse(link)
  );
}
