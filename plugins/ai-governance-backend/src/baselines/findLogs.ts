import type { InferenceLogSource } from '@ai-governance/plugin-ai-governance-node';
import { InputError } from '@backstage/errors';
import { fromHour } from '../database/time';
import { findSource } from '../ingestion/findSource';
import type { Model } from '../models/ModelStore';
import type { GridStore } from '../profiles/GridStore';
import type { ProfileStore } from '../profiles/ProfileStore';
import type { HourRange } from './hourRanges';

/**
 * Makes sure that a period has logs: counted ones, or such that can still be read.
 * @throws InputError that says what there is instead; the source's typed error when its logs cannot be listed
 */
export async function checkLogs(
  stores: {
    grids: GridStore;
    profiles: ProfileStore;
    sources: InferenceLogSource[];
  },
  model: Model,
  [from, to]: HourRange,
  signal: AbortSignal,
): Promise<void> {
  const grid = await stores.grids.latest(model.id);
  const scope = { modelId: model.id, gridVersion: grid?.version ?? 0 };
  const extents = grid ? await stores.profiles.extents(scope) : [];
  for (const { variant } of extents) {
    if ((await stores.profiles.revision({ ...scope, variant }, from, to)) > 0) {
      return;
    }
  }
  const source = findSource(stores.sources, model);
  const capture = source.captureState(model.entity);
  if (capture.state === 'on') {
    const pages = source.list({
      entity: model.entity,
      since: fromHour(from),
      until: fromHour(to),
      signal,
    });
    for await (const page of pages) {
      if (page.length > 0) {
        return;
      }
    }
  }
  const known =
    extents.length > 0
      ? `There are logs from ${fromHour(
          Math.min(...extents.map(({ firstHour }) => firstHour)),
        ).toISOString()} to ${fromHour(
          Math.max(...extents.map(({ lastHour }) => lastHour)) + 1,
        ).toISOString()}`
      : 'No logs of it were counted so far';
  throw new InputError(
    `${model.entityRef} has no logs from ${fromHour(
      from,
    ).toISOString()} to ${fromHour(
      to,
    ).toISOString()}, neither counted nor still to be read${
      capture.state === 'off' ? ` (${capture.reason})` : ''
    }. ${known}`,
  );
}
