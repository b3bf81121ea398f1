export { RulesPanel } from './RulesPanel';
