export { ChoiceField } from './ChoiceField';
export type { Choice } from './ChoiceField';
export { LabelCoverageSection } from './LabelCoverageSection';
export { OutcomeBadge } from './OutcomeBadge';
export { OutcomeHeadline } from './OutcomeHeadline';
export { RunFacts } from './RunFacts';
export { ScrollTable } from './ScrollTable';
