export { RootCausePanel } from './RootCausePanel';
export type { RootCausePanelProps } from './RootCausePanel';
