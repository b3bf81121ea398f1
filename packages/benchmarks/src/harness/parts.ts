/**
 * Everything that is measured in a process of its own, by name. Loaded only there, so that the parent stays small.
 */
export const parts = {
  alertLoop: async () => (await import('../alerts/alertLoop')).alertLoop,
  alertStorm: async () => (await import('../alerts/alertStorm')).alertStorm,
  compareProfiles: async () =>
    (await import('../statistics/compareProfiles')).compareProfiles,
  compareRaw: async () => (await import('../statistics/compareRaw')).compareRaw,
  discover: async () => (await import('../discovery/discover')).discover,
  driftRun: async () => (await import('../drift/driftRun')).driftRun,
  seedFleet: async () => (await import('../drift/fleet')).seedFleet,
  readOverview: async () =>
    (await import('../fleet/readOverview')).readOverview,
  seedOverview: async () =>
    (await import('../fleet/seedOverview')).seedOverview,
  ingest: async () => (await import('../ingest/ingest')).ingest,
  scan: async () => (await import('../ingest/scan')).scan,
  tick: async () => (await import('../drift/tick')).tick,
};

/** Name of a part. */
export type PartName = keyof typeof parts;

type Part<N extends PartName> = Awaited<ReturnType<(typeof parts)[N]>>;

/** What a part is told. It crosses to the other process as JSON. */
export type PartOptions<N extends PartName> = Parameters<Part<N>>[0];

/** What a part came to. It crosses to this process as JSON. */
export type PartResult<N extends PartName> = Awaited<ReturnType<Part<N>>>;
