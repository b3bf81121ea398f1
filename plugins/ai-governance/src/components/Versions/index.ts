export { ApprovalBadge } from './ApprovalBadge';
export { VersionTimeline } from './VersionTimeline';
export { VersionsPage } from './VersionsPage';
