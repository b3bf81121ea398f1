export { ColumnsControl } from './ColumnsControl';
export type { ColumnsControlProps } from './ColumnsControl';
export { ColumnsFound } from './ColumnsFound';
export type { ColumnsFoundProps } from './ColumnsFound';
