import { useCallback, useEffect, useRef, useState } from 'react';

/** A value that is loaded from the backend. */
export interface Resource<T> {
  /** The last good value for the current key; it stays while a newer one loads and when that fails. */
  value: T | undefined;
  /** Why the last attempt failed. */
  error: Error | undefined;
  loading: boolean;
  /** Loads again. */
  reload(): void;
}

interface Settled<T> {
  key: string;
  value?: T;
  error?: Error;
}

/**
 * Loads a value for a key, and again whenever the key changes or `reload` is called. Answers to an older key are
 * dropped.
 * @param key - names what is loaded; null loads nothing
 * @param load - loads it; the latest function given is used
 */
export function useResource<T>(
  key: string | null,
  load: () => Promise<T>,
): Resource<T> {
  const [settled, setSettled] = useState<Settled<T>>();
  const [attempt, setAttempt] = useState(0);
  const [loading, setLoading] = useState(key !== null);
  const latestLoad = useRef(load);
  latestLoad.current = load;

  useEffect(() => {
    if (key === null) {
      setLoading(false);
      return undefined;
    }
    let current = true;
    setLoading(true);
    const settle = (next: (before?: Settled<T>) => Settled<T>) => {
      if (current) {
        setSettled(next);
        setLoading(false);
      }
    };
    latestLoad.current().then(
      value => settle(() => ({ key, value })),
      error =>
        settle(before => ({
          key,
          value: before?.key === key ? before.value : undefined,
          error,
        })),
    );
    return () => {
      current = false;
    };
  }, [key, attempt]);

  const reload = useCallback(() => setAttempt(count => count + 1), []);
  const mine = settled?.key === key ? settled : undefined;
  return {
    value: mine?.value,
    error: mine?.error,
    loading: loading || (key !== null && mine === undefined),
    reload,
  };
}
