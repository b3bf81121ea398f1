import { ConfigReader } from '@backstage/config';
import type { Knex } from 'knex';
import {
  BaselineStore,
  DriftService,
  DriftStore,
  FindingService,
  FindingStore,
  GridStore,
  ModelStore,
  MonitorService,
  MonitorStore,
  ProfileStore,
} from '../backend';
import { quietLogger } from '../harness/logger';

/** Wires what a tick needs from stored profiles to findings, as the plugin does. */
export async function driftServices(knex: Knex) {
  const profiles = ProfileStore.create({ knex });
  const monitorStore = MonitorStore.create({ knex });
  return {
    profiles,
    monitorStore,
    models: ModelStore.create({ knex }),
    grids: GridStore.create({ knex }),
    monitors: await MonitorService.fromConfig(new ConfigReader({}), {
      store: monitorStore,
      logger: quietLogger,
    }),
    drift: DriftService.create({
      profiles,
      baselines: BaselineStore.create({ knex }),
      store: DriftStore.create({ knex }),
    }),
    findings: FindingService.create({ store: FindingStore.create({ knex }) }),
  };
}

/** The services, wired. */
export type DriftServices = Awaited<ReturnType<typeof driftServices>>;
