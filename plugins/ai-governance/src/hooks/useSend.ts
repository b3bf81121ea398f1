import { useCallback, useState } from 'react';

/** Something that is sent to the backend when the user says so. */
export interface Sender {
  /** Whether an answer is awaited. */
  sending: boolean;
  /** Why the last attempt failed. */
  error: Error | undefined;
  /** Forgets the last failure. */
  reset(): void;
  /** Sends; resolves to whether it succeeded. */
  send(task: () => Promise<unknown>): Promise<boolean>;
}

/** Sends something and remembers whether it is under way and why it failed. */
export function useSend(): Sender {
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<Error>();
  const send = useCallback(async (task: () => Promise<unknown>) => {
    setSending(true);
    setError(undefined);
    try {
      await task();
      return true;
    } catch (e) {
      setError(e as Error);
      return false;
    } finally {
      setSending(false);
    }
  }, []);
  const reset = useCallback(() => setError(undefined), []);
  return { sending, error, reset, send };
}
