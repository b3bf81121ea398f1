export { HealthBadge, HealthIcon } from './HealthBadge';
export { useHealthColors } from './healthColors';
