export { RunButton } from './RunButton';
export { RunProgress } from './RunProgress';
