import type { AlertChannel } from '@ai-governance/plugin-ai-governance-node';
import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { CatalogService } from '@backstage/plugin-catalog-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import { Knex } from 'knex';
import { AlertService } from './AlertService';
import { AlertSignals } from './AlertSignals';
import { readAlerting } from './config/readAlerting';
import { DecisionRun } from './decisions/DecisionRun';
import { AddressBook } from './delivery/AddressBook';
import { Deliverer } from './delivery/Deliverer';
import { EntityCache } from './delivery/EntityCache';
import { AlertIntake } from './intake/AlertIntake';
import { Handover } from './intake/Handover';
import { AlertRuleService } from './rules/AlertRuleService';

/** What alerting is made of. */
export interface Alerting {
  alerts: AlertService;
  rules: AlertRuleService;
}

/**
 * Wires alerting.
 * @param options - `knex` has the plugin's schema
 * @throws InputError when config/alerting.yaml is wrong
 */
export async function createAlerting(options: {
  config: Config;
  knex: Knex;
  catalog: CatalogService;
  auth: AuthService;
  logger: LoggerService;
  channels: AlertChannel[];
  signals?: SignalsService;
}): Promise<Alerting> {
  const { config, knex, catalog, auth, logger, channels, signals } = options;
  const settings = await readAlerting(config);
  const { root } = settings;
  const rules = AlertRuleService.create({ knex, configured: settings.rules });
  const intake = AlertIntake.create({ knex, root });
  return {
    rules,
    alerts: AlertService.create({
      knex,
      rules,
      intake,
      handover: Handover.create({ knex, intake, root }),
      decisions: DecisionRun.create({
        knex,
        config: settings,
        appBaseUrl: config.getString('app.baseUrl').replace(/\/$/, ''),
      }),
      deliverer: Deliverer.create({
        knex,
        addresses: AddressBook.create({
          entities: EntityCache.create({ catalog, auth }),
          channels,
        }),
        channels,
        logger,
      }),
      signals: AlertSignals.create({ signals, logger }),
      logger,
    }),
  };
}
