export { Section } from './Section';
export type { SectionProps } from './Section';
export { VisuallyHidden } from './VisuallyHidden';
export { useToggleStyles } from './toggleStyles';
