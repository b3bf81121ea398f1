import { SchedulerService } from '@backstage/backend-plugin-api';
import type { HumanDuration } from '@backstage/types';
import type { AlertService } from '../alerts/AlertService';
import type { FleetFindings } from '../findings/FleetFindings';
import type { HealthService } from '../health/HealthService';
import type { InventoryService } from '../inventory/InventoryService';
import type { MonitoringService } from './MonitoringService';
import type { CleanUp } from './cleanUp';
import { type SyncOptions, syncModels } from './syncModels';

/**
 * Schedules what runs by itself. Monitoring and delivery run in every replica: models and deliveries are claimed
 * one by one in the database, so replicas share a tick instead of leaving it to one of them.
 */
export async function scheduleTasks(options: {
  scheduler: SchedulerService;
  sync: Omit<SyncOptions, 'now' | 'signal'>;
  inventory: InventoryService;
  collector: HealthService;
  /** Time from one look at the service metrics to the next. */
  healthFrequency: HumanDuration;
  fleetFindings: FleetFindings;
  monitoring: MonitoringService;
  alerts: AlertService;
  cleanUp: CleanUp;
}): Promise<void> {
  const { scheduler, sync, inventory, collector, monitoring } = options;
  const { alerts, cleanUp } = options;
  await scheduler.scheduleTask({
    id: 'sync-models',
    scope: 'global',
    frequency: { seconds: 30 },
    initialDelay: { seconds: 3 },
    timeout: { minutes: 5 },
    fn: async signal => {
      await syncModels({ ...sync, now: new Date(), signal });
      await inventory.evaluate(new Date(), signal);
    },
  });
  await scheduler.scheduleTask({
    id: 'collect-health',
    scope: 'global',
    frequency: options.healthFrequency,
    initialDelay: { minutes: 1 },
    timeout: { hours: 1 },
    fn: signal => collector.collect(new Date(), signal),
  });
  await scheduler.scheduleTask({
    id: 'collect-health-of-new',
    scope: 'global',
    frequency: { seconds: 30 },
    // After the first look at the catalog.
    initialDelay: { seconds: 10 },
    timeout: { minutes: 10 },
    fn: signal => collector.collect(new Date(), signal, 'new'),
  });
  await scheduler.scheduleTask({
    id: 'find-fleet-problems',
    scope: 'global',
    frequency: { minutes: 1 },
    initialDelay: { seconds: 40 },
    timeout: { minutes: 5 },
    fn: signal => options.fleetFindings.run(new Date(), signal),
  });
  await scheduler.scheduleTask({
    id: 'monitor-models',
    scope: 'local',
    frequency: { seconds: 30 },
    initialDelay: { seconds: 5 },
    timeout: { hours: 6 },
    fn: signal => monitoring.runDue(signal),
  });
  await scheduler.scheduleTask({
    id: 'deliver-alerts',
    scope: 'local',
    frequency: { seconds: 5 },
    initialDelay: { seconds: 10 },
    timeout: { minutes: 5 },
    fn: signal => alerts.dispatch({ signal }),
  });
  await scheduler.scheduleTask({
    id: 'clean-up',
    scope: 'global',
    frequency: { hours: 24 },
    initialDelay: { minutes: 10 },
    timeout: { hours: 1 },
    fn: async () => {
      await cleanUp.run(new Date());
      await alerts.cleanUp(new Date());
    },
  });
}
