import type { Random } from './Random';

/**
 * A line as broken writers and full disks leave it: cut off, not JSON at all, without event id, without input,
 * or with a payload that is not what it says.
 * @param line - the good line to break
 */
export function malformedLine(random: Random, line: string): string {
  switch (random.below(5)) {
    case 0:
      return line.slice(0, 40 + random.below(line.length - 60));
    case 1:
      return '\\x00\\x00 capture buffer overflow, records dropped';
    case 2:
      return line.replace(
        /"eventMetadata":\{"eventId":"[^"]*"/,
        '"eventMetadata":{"eventId":null',
      );
    case 3:
      return line.replace('"endpointInput":', '"endpointInputs":');
    default:
      return line.replace(/"data":"[^"\\]*/, '"data":"<truncated>');
  }
}
