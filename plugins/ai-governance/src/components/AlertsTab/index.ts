export { AlertsCard } from './AlertsCard';
export { AlertsTab } from './AlertsTab';
