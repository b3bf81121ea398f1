import { useEffect, useRef } from 'react';
import { useSignal } from '@backstage/plugin-signals-react';
import { ALERTS_SIGNAL_CHANNEL } from '@ai-governance/plugin-ai-governance-common';
import type { AlertsSignal } from '@ai-governance/plugin-ai-governance-common';

/** Milliseconds within which several signals make one reload: a storm of alerts is not a storm of requests. */
const PAUSE = 2_000;
/** Milliseconds between looks without being told, with the signals plugin and without it. */
const POLL_INTERVAL = { signals: 120_000, none: 20_000 };

/**
 * Keeps alerts on a page fresh: asks again when the backend says that alerts have changed, and from time to time, because
 * the signals plugin may be missing or its connection down. A page that nobody looks at waits.
 * @param reload - asks again; the latest function given is used
 */
export function useLive(reload: () => void): void {
  const { lastSignal, isSignalsAvailable } = useSignal<AlertsSignal>(
    ALERTS_SIGNAL_CHANNEL,
  );
  const latest = useRef(reload);
  latest.current = reload;
  const reloadedAt = useRef(0);

  useEffect(() => {
    if (lastSignal === null) {
      return undefined;
    }
    const run = () => {
      reloadedAt.current = Date.now();
      latest.current();
    };
    const wait = reloadedAt.current + PAUSE - Date.now();
    if (wait <= 0) {
      run();
      return undefined;
    }
    const timer = setTimeout(run, wait);
    return () => clearTimeout(timer);
  }, [lastSignal]);

  const interval = isSignalsAvailable
    ? POLL_INTERVAL.signals
    : POLL_INTERVAL.none;
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') {
        latest.current();
      }
    }, interval);
    return () => clearInterval(timer);
  }, [interval]);
}
