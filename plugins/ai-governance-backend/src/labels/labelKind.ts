import { HOUR_MS } from '../database/time';
import { type ReadLine, readLine } from '../push/checkLine';
import type { PushKind } from '../push/PushService';

const MAX_LABEL_LENGTH = 1000;

/**
 * Labels, as they are pushed. Any model takes them: whoever knows an id knows a decision of it, and a label without
 * decision counts nowhere. They are of no variant.
 */
export const LABELS: PushKind<'no-label'> = {
  name: 'label',
  checkModel: () => {},
  check: now => (text, times) => {
    const read: ReadLine = readLine(text, times, now.getTime());
    if (read.reason !== undefined) {
      return read;
    }
    const { label, time } = read.record;
    if (!isLabel(label)) {
      return { reason: 'no-label' };
    }
    return {
      variant: '',
      // That of the push: labels of any time are found where pushes are looked for.
      hour: Math.floor(now.getTime() / HOUR_MS),
      // Appended instead of written anew, which would take digits off long numbers.
      ...(time === undefined && {
        text: `${text.slice(0, -1)},"time":"${now.toISOString()}"}`,
      }),
    };
  },
};

function isLabel(label: unknown): boolean {
  return typeof label === 'string'
    ? label.trim() !== '' && label.length <= MAX_LABEL_LENGTH
    : typeof label === 'boolean' || Number.isFinite(label);
}
