export { useLive } from './useLive';
export { usePages } from './usePages';
export type { Pages } from './usePages';
export { useResource } from './useResource';
export type { Resource } from './useResource';
export { useRun } from './useRun';
export type { RunHandle } from './useRun';
export { useSteady } from './useSteady';
