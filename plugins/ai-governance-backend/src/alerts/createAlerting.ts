import type { AlertChannel } from '@ai-governance/plugin-ai-governance-node';
import {
  AuditorService,
  AuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { CatalogService } from '@backstage/plugin-catalog-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import { Knex } from 'knex';
import { AlertActions } from './actions/AlertActions';
import { Inbox } from './actions/Inbox';
import { AlertService } from './AlertService';
import { AlertSignals } from './AlertSignals';
import { readAlerting } from './config/readAlerting';
import { ChangeAnnouncer } from './decisions/ChangeAnnouncer';
import { DecisionRun } from './decisions/DecisionRun';
import { AddressBook } from './delivery/AddressBook';
import { ChannelService } from './delivery/ChannelService';
import { Deliverer } from './delivery/Deliverer';
import { EntityCache } from './delivery/EntityCache';
import { AlertIntake } from './intake/AlertIntake';
import { Handover } from './intake/Handover';
import { AlertQueries } from './queries/AlertQueries';
import { AlertTracer } from './queries/AlertTracer';
import { DeliveryQueries } from './queries/DeliveryQueries';
import { AlertRuleService } from './rules/AlertRuleService';
import { SilenceService } from './silences/SilenceService';
import { AlertHistoryStore } from './store/AlertHistoryStore';
import { AlertQueryStore } from './store/AlertQueryStore';
import { AlertStore } from './store/AlertStore';
import { ChannelHealthStore } from './store/ChannelHealthStore';
import { DeliveryQueryStore } from './store/DeliveryQueryStore';
import { DeliveryStore } from './store/DeliveryStore';
import { FindingHistory } from './store/FindingHistory';
import { GroupStore } from './store/GroupStore';
import { ModelFactsStore } from './store/ModelFactsStore';

/** What alerting is made of. */
export interface Alerting {
  alerts: AlertService;
  rules: AlertRuleService;
  silences: SilenceService;
  queries: AlertQueries;
  tracer: AlertTracer;
  actions: AlertActions;
  deliveries: DeliveryQueries;
  channels: ChannelService;
  store: AlertStore;
  history: FindingHistory;
  facts: ModelFactsStore;
}

/**
 * Wires alerting, and connects the channels to the inbox.
 * @param options - `knex` has the plugin's schema; `signals`: live updates of open pages
 * @throws InputError when config/alerting.yaml is wrong
 */
export async function createAlerting(options: {
  config: Config;
  knex: Knex;
  catalog: CatalogService;
  auth: AuthService;
  auditor: AuditorService;
  logger: LoggerService;
  channels: AlertChannel[];
  signals?: SignalsService;
}): Promise<Alerting> {
  const { config, knex, catalog, auth, auditor, logger, channels } = options;
  const settings = await readAlerting(config);
  const { root } = settings;
  const appBaseUrl = config.getString('app.baseUrl').replace(/\/$/, '');
  const signals = AlertSignals.create({ signals: options.signals, logger });
  const rules = AlertRuleService.create({ knex, configured: settings.rules });
  const intake = AlertIntake.create({ knex, root });
  const addresses = AddressBook.create({
    entities: EntityCache.create({ catalog, auth }),
    channels,
  });
  const store = AlertStore.create({ knex });
  const outbox = DeliveryStore.create({ knex });
  const sent = DeliveryQueryStore.create({ knex });
  const deliveries = DeliveryQueries.create({
    queries: sent,
    outbox,
    channels,
  });
  const actions = AlertActions.create({ knex, signals });
  const inbox = Inbox.create({ knex, actions, auditor, signals });
  channels.forEach(channel => channel.connect?.(inbox));
  return {
    rules,
    actions,
    deliveries,
    store,
    silences: SilenceService.create({ knex }),
    history: FindingHistory.create({ knex }),
    facts: ModelFactsStore.create({ knex }),
    queries: AlertQueries.create({
      queries: AlertQueryStore.create({ knex }),
      alerts: store,
    }),
    tracer: AlertTracer.create({
      alerts: store,
      groups: GroupStore.create({ knex }),
      outbox,
      queries: sent,
      deliveries,
      root,
    }),
    channels: ChannelService.create({
      channels,
      health: ChannelHealthStore.create({ knex }),
      deliveries: sent,
      addresses,
      appBaseUrl,
    }),
    alerts: AlertService.create({
      knex,
      rules,
      intake,
      handover: Handover.create({ knex, intake, root }),
      changes: ChangeAnnouncer.create({ knex, channels, appBaseUrl }),
      decisions: DecisionRun.create({ knex, config: settings, appBaseUrl }),
      deliverer: Deliverer.create({
        knex,
        addresses,
        channels,
        leaseMs: settings.leaseMs,
        logger,
      }),
      signals,
      history: AlertHistoryStore.create({ knex }),
      retentionMs: settings.retentionMs,
      logger,
    }),
  };
}
