import { useCallback, useEffect, useRef, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { RunStatus } from '@ai-governance/plugin-ai-governance-common';
import { aiGovernanceApiRef } from '../api';
import { isActive } from '../format';

const POLL_INTERVAL = 1_000;
/** Failed polls in a row before the user is told; a restarting backend is not worth an error. */
const TOLERATED_FAILURES = 10;

/** A run that was started here or is under way. */
export interface RunHandle {
  /** The run being followed, or null. */
  run: RunStatus | null;
  /** Whether a run is being started or is under way. */
  busy: boolean;
  /** Why a run could not be started or followed. */
  error: Error | undefined;
  start(): void;
  /** Follows a run that was started elsewhere. */
  follow(run: RunStatus): void;
}

/**
 * Starts a run of a model and follows it until it has ended; a run that is already under way is followed at once.
 * @param modelId - the API's id of the model
 * @param lastRun - the run that the backend names as the last one
 * @param onEnded - called once when the followed run has ended, well or not
 */
export function useRun(
  modelId: string,
  lastRun: RunStatus | null,
  onEnded: () => void,
): RunHandle {
  const api = useApi(aiGovernanceApiRef);
  const [run, setRun] = useState<RunStatus | null>(null);
  const [starting, setStarting] = useState(false);
  const [error, setError] = useState<Error>();
  // Until the model is loaded again it still names the ended run as active.
  const [endedId, setEndedId] = useState<string>();
  const latestOnEnded = useRef(onEnded);
  latestOnEnded.current = onEnded;

  const runUnderWay =
    isActive(lastRun) && lastRun.id !== endedId ? lastRun : null;
  const runId = run?.id ?? runUnderWay?.id ?? null;

  useEffect(() => {
    if (runId === null) {
      return undefined;
    }
    let timer: ReturnType<typeof setTimeout>;
    let failures = 0;
    let stopped = false;
    const poll = async () => {
      let next: RunStatus | undefined;
      let failure: Error | undefined;
      try {
        next = await api.getRun(modelId, runId);
        failures = 0;
      } catch (e) {
        failures += 1;
        failure = failures > TOLERATED_FAILURES ? (e as Error) : undefined;
      }
      if (stopped) {
        return;
      }
      if (failure || (next && !isActive(next))) {
        setError(failure);
        setRun(null);
        setEndedId(runId);
        latestOnEnded.current();
        return;
      }
      if (next) {
        setRun(next);
      }
      timer = setTimeout(poll, POLL_INTERVAL);
    };
    timer = setTimeout(poll, POLL_INTERVAL);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [api, modelId, runId]);

  const start = useCallback(() => {
    setStarting(true);
    setError(undefined);
    api
      .startRun(modelId)
      .then(setRun, setError)
      .finally(() => setStarting(false));
  }, [api, modelId]);

  const follow = useCallback((started: RunStatus) => {
    setError(undefined);
    setRun(started);
  }, []);

  const followed = run ?? runUnderWay;
  const busy = starting || followed !== null;
  return { run: followed, busy, error, start, follow };
}
