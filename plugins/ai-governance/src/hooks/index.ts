export { useResource } from './useResource';
export type { Resource } from './useResource';
export { useRun } from './useRun';
export type { RunHandle } from './useRun';
