export { AlertDrawer } from './AlertDrawer';
export { ChangeDialog } from './ChangeDialog';
export type { ChangeKind } from './ChangeDialog';
