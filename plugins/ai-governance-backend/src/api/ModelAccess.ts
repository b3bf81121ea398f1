import {
  aiGovernanceConfigurePermission,
  aiGovernancePushPermission,
  aiGovernanceReadPermission,
  aiGovernanceRunPermission,
} from '@ai-governance/plugin-ai-governance-common';
import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Model, ModelStore } from '../models/ModelStore';

/**
 * Lets a caller at a model only when both the plugin's permission and the catalog's own read permission of the
 * entity allow it; the catalog refuses nothing to services, so that a service whose token is restricted to this plugin
 * needs the plugin's permission only. Who may not read the entity cannot tell it from one that is not there.
 */
export class ModelAccess {
  readonly #auth: AuthService;
  readonly #permissions: PermissionsService;
  readonly #catalog: CatalogService;
  readonly #models: ModelStore;

  static create(options: {
    auth: AuthService;
    permissions: PermissionsService;
    catalog: CatalogService;
    models: ModelStore;
  }): ModelAccess {
    return new ModelAccess(options);
  }

  private constructor(options: Parameters<typeof ModelAccess.create>[0]) {
    this.#auth = options.auth;
    this.#permissions = options.permissions;
    this.#catalog = options.catalog;
    this.#models = options.models;
  }

  /**
   * The model, when the caller may see its measurements.
   * @throws NotFoundError when there is none, or the caller may not read its entity; NotAllowedError otherwise
   */
  async toRead(
    modelId: string,
    credentials: BackstageCredentials,
  ): Promise<Model> {
    return this.#check(modelId, aiGovernanceReadPermission, credentials);
  }

  /**
   * The model, when the caller may start runs on it.
   * @throws as `toRead`
   */
  async toRun(
    modelId: string,
    credentials: BackstageCredentials,
  ): Promise<Model> {
    return this.#check(modelId, aiGovernanceRunPermission, credentials);
  }

  /**
   * The model, when the caller may change what it is compared with.
   * @throws as `toRead`
   */
  async toConfigure(
    modelId: string,
    credentials: BackstageCredentials,
  ): Promise<Model> {
    return this.#check(modelId, aiGovernanceConfigurePermission, credentials);
  }

  /**
   * The model, when the caller may push its inferences.
   * @throws as `toRead`
   */
  async toPush(
    modelId: string,
    credentials: BackstageCredentials,
  ): Promise<Model> {
    return this.#check(modelId, aiGovernancePushPermission, credentials);
  }

  async #check(
    modelId: string,
    permission:
      | typeof aiGovernanceReadPermission
      | typeof aiGovernanceRunPermission
      | typeof aiGovernanceConfigurePermission
      | typeof aiGovernancePushPermission,
    credentials: BackstageCredentials,
  ): Promise<Model> {
    const model = await this.#models.get(modelId);
    const entity =
      model &&
      (await this.#catalog.getEntityByRef(model.entityRef, {
        credentials: await this.#forCatalog(credentials),
      }));
    if (!model || !entity) {
      throw new NotFoundError(`There is no model '${modelId}'`);
    }
    const [decision] = await this.#permissions.authorize(
      [{ permission, resourceRef: model.entityRef }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(
        `You may not do this with model '${modelId}': permission '${permission.name}' is needed`,
      );
    }
    return model;
  }

  /** Those with which the catalog is asked: it takes no token that is restricted to other plugins. */
  async #forCatalog(
    credentials: BackstageCredentials,
  ): Promise<BackstageCredentials> {
    return this.#auth.isPrincipal(credentials, 'service')
      ? this.#auth.getOwnServiceCredentials()
      : credentials;
  }
}
