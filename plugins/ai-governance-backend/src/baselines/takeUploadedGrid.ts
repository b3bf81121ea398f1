import type { MonitorVersion } from '@ai-governance/plugin-ai-governance-common';
import type { Grid } from '@ai-governance/plugin-ai-governance-statistics';
import { InputError, NotFoundError } from '@backstage/errors';
import type { Model } from '../models/ModelStore';
import type { GridStore, StoredGrid } from '../profiles/GridStore';

/**
 * Takes the grid of an uploaded reference into use, as a new version, so that the logs are counted as the reference
 * was.
 * @throws InputError when the monitor watches other columns than when the reference was uploaded
 */
export async function takeUploadedGrid(
  grids: GridStore,
  options: {
    model: Model;
    monitor: MonitorVersion;
    baseline: { upload: number; label: string };
    now: Date;
  },
): Promise<StoredGrid> {
  const { model, monitor, baseline, now } = options;
  const grid = await grids.ofUpload(model.id, baseline.upload);
  if (!grid) {
    throw new NotFoundError(
      `There is no uploaded reference ${baseline.upload} of model '${model.id}'`,
    );
  }
  const changed = changedColumns(grid, monitor);
  if (changed.length > 0) {
    throw new InputError(
      `The uploaded reference ${JSON.stringify(
        baseline.label,
      )} was counted before these columns of the monitor changed: ${changed
        .slice(0, 20)
        .map(name => JSON.stringify(name))
        .join(', ')}. Upload it again, or choose another baseline`,
    );
  }
  return grids.append({
    modelId: model.id,
    monitorVersion: monitor.version,
    grid,
    at: now,
  });
}

/** Columns that only one of the two has, or that are of another type. */
function changedColumns(grid: Grid, { settings }: MonitorVersion): string[] {
  const watched = new Map(
    settings.columns === 'auto'
      ? []
      : settings.columns.map(({ name, type }) => [name, type]),
  );
  const counted = new Map(
    Object.entries(grid).map(([name, { kind }]) => [name, kind]),
  );
  return [...new Set([...watched.keys(), ...counted.keys()])].filter(
    name => watched.get(name) !== counted.get(name),
  );
}
