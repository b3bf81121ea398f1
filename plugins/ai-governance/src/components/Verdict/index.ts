export { VerdictBadge } from './VerdictBadge';
export { VerdictIcon } from './VerdictIcon';
export { useVerdictColors, verdictColors } from './verdictColors';
export type { VerdictColors } from './verdictColors';
