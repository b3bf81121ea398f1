import {
  aiGovernanceAlertAdministerPermission,
  aiGovernanceAlertSilencePermission,
} from '@ai-governance/plugin-ai-governance-common';
import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import type { AlertStore } from '../alerts/store/AlertStore';
import type { StoredAlert } from '../alerts/store/alertRows';
import type { ReadScope } from '../fleet/listed';
import type { ReadScopes } from '../fleet/ReadScopes';

/**
 * Lets a caller at alerts only when both the plugin's permission and the catalog's own read permission of the entity
 * allow it. Who may not read the entity cannot tell its alerts from ones that are not there.
 */
export class AlertAccess {
  readonly #permissions: PermissionsService;
  readonly #alerts: AlertStore;
  readonly #reading: ReadScopes;
  readonly #acknowledging: ReadScopes;

  /** @param options - `reading`, `acknowledging`: scopes of the two permissions */
  static create(options: {
    permissions: PermissionsService;
    alerts: AlertStore;
    reading: ReadScopes;
    acknowledging: ReadScopes;
  }): AlertAccess {
    return new AlertAccess(options);
  }

  private constructor(options: Parameters<typeof AlertAccess.create>[0]) {
    this.#permissions = options.permissions;
    this.#alerts = options.alerts;
    this.#reading = options.reading;
    this.#acknowledging = options.acknowledging;
  }

  /** Of which models the caller may see alerts. */
  async scope(credentials: BackstageCredentials): Promise<ReadScope> {
    return this.#reading.of(credentials);
  }

  /** An alert that the caller may see. @throws NotFoundError */
  async toRead(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<StoredAlert> {
    const alert = await this.#alerts.get(id);
    if (!alert || !covers(await this.scope(credentials), alert.modelId)) {
      throw new NotFoundError(`There is no alert '${id}'`);
    }
    return alert;
  }

  /**
   * Which of the alerts the caller may change.
   * @throws NotAllowedError when it is none of those that there are
   */
  async toChange(
    ids: string[],
    credentials: BackstageCredentials,
  ): Promise<{ allowed: string[]; unknown: string[]; denied: string[] }> {
    const [alerts, readable, changeable] = await Promise.all([
      this.#alerts.modelsOf(ids),
      this.#reading.of(credentials),
      this.#acknowledging.of(credentials),
    ]);
    const result = {
      allowed: [] as string[],
      unknown: [] as string[],
      denied: [] as string[],
    };
    const isReadable = toTest(readable);
    const isChangeable = toTest(changeable);
    for (const id of new Set(ids)) {
      const model = alerts.get(id);
      if (model === undefined || !isReadable(model)) {
        result.unknown.push(id);
      } else if (isChangeable(model)) {
        result.allowed.push(id);
      } else {
        result.denied.push(id);
      }
    }
    return result;
  }

  /** @throws NotAllowedError when the caller may not add or end silences */
  async toSilence(credentials: BackstageCredentials): Promise<void> {
    await this.#check(aiGovernanceAlertSilencePermission, credentials);
  }

  /** @throws NotAllowedError when the caller may not administer alerts */
  async toAdminister(credentials: BackstageCredentials): Promise<void> {
    await this.#check(aiGovernanceAlertAdministerPermission, credentials);
  }

  async #check(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const [decision] = await this.#permissions.authorize([{ permission }], {
      credentials,
    });
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `You may not do this: permission '${permission.name}' is needed`,
      );
    }
  }
}

function covers(scope: ReadScope, modelId: string | null): boolean {
  return toTest(scope)(modelId);
}

function toTest(scope: ReadScope): (modelId: string | null) => boolean {
  if (scope === 'all') {
    return () => true;
  }
  const ids = new Set(scope);
  return modelId => modelId !== null && ids.has(modelId);
}
