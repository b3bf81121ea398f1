export { BaselineControl } from './BaselineControl';
export type { BaselineControlProps } from './BaselineControl';
