import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** Settings of the channel, checked. */
export interface PagerDutySettings {
  /** Integration key of last resort. */
  integrationKey?: string;
  /** Base URL of the Events API, without a slash at the end. */
  eventsUrl: URL;
  /** Secrets by which webhooks may be signed; empty when none are taken. */
  webhookSecrets: string[];
  changeEvents: boolean;
}

const KEY = 'aiGovernance.pagerDuty';

/**
 * Reads `aiGovernance.pagerDuty`.
 * @param rootConfig - configuration of the whole app
 * @returns undefined when there is no such section
 * @throws InputError when a setting is not valid; it never tells a secret
 */
export function readSettings(
  rootConfig: Config,
): PagerDutySettings | undefined {
  const config = rootConfig.getOptionalConfig(KEY);
  if (!config) {
    return undefined;
  }
  const integrationKey = config.getOptionalString('integrationKey');
  if (integrationKey !== undefined && !/^[a-z0-9]{32}$/i.test(integrationKey)) {
    throw new InputError(
      `${KEY}.integrationKey has ${integrationKey.length} characters, expected 32 letters and digits`,
    );
  }
  const url =
    config.getOptionalString('eventsUrl') ?? 'https://events.pagerduty.com';
  if (!/^https?:\/\/\S+$/.test(url) || !URL.canParse(url)) {
    throw new InputError(
      `${KEY}.eventsUrl is '${url}', expected an http or https URL`,
    );
  }
  return {
    integrationKey,
    eventsUrl: new URL(url.replace(/\/+$/, '')),
    webhookSecrets: config.getOptionalStringArray('webhookSecrets') ?? [],
    changeEvents: config.getOptionalBoolean('changeEvents') ?? true,
  };
}
