export { nextDown } from './nextDown';
export {
  binIndex,
  DEFAULT_NUMERIC_BINS,
  isAtomBin,
  numericGridFromQuantiles,
  numericGridFromValues,
} from './numericGrid';
export { categoricalGrid, DEFAULT_MAX_CATEGORIES } from './categoricalGrid';
