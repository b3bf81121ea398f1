export { DeploymentTab } from './DeploymentTab';
