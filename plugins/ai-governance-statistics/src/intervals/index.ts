export { katzInterval, type RatioIntervalResult } from './katz';
export { newcombeInterval } from './newcombe';
export {
  type IntervalOptions,
  type IntervalResult,
  wilsonInterval,
} from './wilson';
