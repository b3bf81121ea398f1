import {
  type InventoryIssue,
  SEVERITIES,
  type Severity,
} from '@ai-governance/plugin-ai-governance-common';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { InventoryOptions } from './InventoryService';

const KEY = 'aiGovernance.inventory';

const DEFAULTS: Record<InventoryIssue, Severity> = {
  unregistered: 'low',
  gone: 'high',
  'no-owner': 'medium',
  'capture-off': 'medium',
};

/**
 * Reads `aiGovernance.inventory`; see config.d.ts for what each means.
 * @throws InputError that names the key and what is allowed
 */
export function readInventoryOptions(config: Config): InventoryOptions {
  const section = config.getOptionalConfig(`${KEY}.severity`);
  const unknown = section?.keys().find(key => !(key in DEFAULTS));
  if (unknown !== undefined) {
    throw new InputError(
      `${KEY}.severity has no issue '${unknown}', allowed are ${Object.keys(
        DEFAULTS,
      ).join(', ')}`,
    );
  }
  const registerUrl =
    config.getOptionalString(`${KEY}.registerUrl`) ?? '/create';
  if (!/^(\/(?!\/)|https?:\/\/)\S*$/.test(registerUrl)) {
    throw new InputError(
      `${KEY}.registerUrl is '${registerUrl}', expected an http or https URL or a path that begins with one /`,
    );
  }
  const severityOf = (issue: InventoryIssue) => {
    const severity = section?.getOptionalString(issue) ?? DEFAULTS[issue];
    if (!isSeverity(severity)) {
      throw new InputError(
        `${KEY}.severity.${issue} is '${severity}', allowed are ${SEVERITIES.join(
          ', ',
        )}`,
      );
    }
    return severity;
  };
  return {
    severity: {
      unregistered: severityOf('unregistered'),
      gone: severityOf('gone'),
      'no-owner': severityOf('no-owner'),
      'capture-off': severityOf('capture-off'),
    },
    registerUrl,
  };
}

function isSeverity(text: string): text is Severity {
  return (SEVERITIES as readonly string[]).includes(text);
}
