export {
  DEFAULT_MIN_LABELLED,
  type JudgementOptions,
  judgePerformance,
} from './judge';
export { measurePerformance } from './measure';
export * from './types';
