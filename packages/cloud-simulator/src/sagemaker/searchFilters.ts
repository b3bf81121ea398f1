import { ServiceError } from '../http/wire';

/** Condition on one property of a record. */
export interface SearchFilter {
  /** For example `EndpointStatus`, `Model.ModelName` or `Tags.owner`. */
  Name?: string;
  Operator?: string;
  Value?: string;
}

/** Conditions that all hold, or one of which holds. */
export interface SearchExpression {
  Filters?: SearchFilter[];
  /** `And` (default) or `Or`. */
  Operator?: string;
}

type Operator = (found: string | undefined, value: string) => boolean;

const OPERATORS: Record<string, Operator> = {
  Equals: (found, value) => found === value,
  NotEquals: (found, value) => found !== value,
  Contains: (found, value) => found?.includes(value) ?? false,
  Exists: found => found !== undefined,
  NotExists: found => found === undefined,
  In: (found, value) => found !== undefined && value.split(',').includes(found),
  GreaterThan: (found, value) => compare(found, value) > 0,
  GreaterThanOrEqualTo: (found, value) => compare(found, value) >= 0,
  LessThan: (found, value) => compare(found, value) < 0,
  LessThanOrEqualTo: (found, value) => compare(found, value) <= 0,
};

/**
 * Makes a test of a Search expression.
 * @returns undefined when everything passes
 * @throws ServiceError ValidationException for too many filters, an unknown operator or a filter without a name
 */
export function compileSearch(
  expression: SearchExpression | undefined,
): ((record: object) => boolean) | undefined {
  const filters = expression?.Filters ?? [];
  if (filters.length === 0) {
    return undefined;
  }
  if (filters.length > 20) {
    fail(`'filters' must have at most 20 elements, got ${filters.length}`);
  }
  const tests = filters.map(
    ({ Name, Operator: name = 'Equals', Value = '' }) => {
      const operator = OPERATORS[name];
      if (!Name || !operator) {
        fail(
          `a filter needs a Name and an Operator out of ${Object.keys(
            OPERATORS,
          ).join(', ')}, got ${Name} and ${name}`,
        );
      }
      const path = Name!.split('.');
      return (record: object) => operator(valueAt(record, path), Value);
    },
  );
  return expression?.Operator === 'Or'
    ? record => tests.some(test => test(record))
    : record => tests.every(test => test(record));
}

function valueAt(record: object, path: string[]): string | undefined {
  const [name, ...rest] = path;
  const value = (record as Record<string, unknown>)[name];
  if (name === 'Tags' && Array.isArray(value)) {
    return value.find(({ Key }) => Key === rest.join('.'))?.Value;
  }
  if (rest.length > 0) {
    return typeof value === 'object' && value !== null
      ? valueAt(value, rest)
      : undefined;
  }
  return value === undefined || value === null ? undefined : String(value);
}

/** NaN, which is neither more nor less, when one of the two is no number. */
function compare(found: string | undefined, value: string): number {
  return Number(found ?? NaN) - Number(value);
}

function fail(problem: string): never {
  throw new ServiceError(
    400,
    'ValidationException',
    `1 validation error detected: ${problem}`,
  );
}
