import { useEffect, useState } from 'react';

/**
 * The last value that was there, so that a list stays in sight while its next page loads.
 * @param value - undefined while there is none
 */
export function useSteady<T>(value: T | undefined): T | undefined {
  const [last, setLast] = useState(value);
  useEffect(() => {
    if (value !== undefined) {
      setLast(() => value);
    }
  }, [value]);
  return value ?? last;
}
