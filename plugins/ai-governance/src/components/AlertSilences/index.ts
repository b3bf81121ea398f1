export { SilenceDialog } from './SilenceDialog';
export { SilencesPanel } from './SilencesPanel';
