import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      /**
       * Discovery of Azure ML online endpoints and registered models. Each key is a block of your choice (lower case
       * letters, digits and dashes, at most 20), for example one per tenant. Do not rename it: it is part of the
       * identity of the entities that it wrote.
       */
      azureMl?: {
        [id: string]: {
          /**
           * Ids of the subscriptions whose workspaces are read. Names of entities of all but the first hold a part of
           * the subscription's id, see `primary`. Append new ones at the end.
           */
          subscriptionIds: string[];
          /**
           * Tenant of the subscriptions. By default that of the environment (`AZURE_TENANT_ID`).
           */
          tenantId?: string;
          /**
           * Client id of the application or of the user-assigned managed identity that reads. By default that of the
           * environment (`AZURE_CLIENT_ID`).
           */
          clientId?: string;
          /**
           * Secret of the application; needs `tenantId` and `clientId`. Without it Azure's default credential chain is
           * used: environment, workload identity, managed identity, developer tools.
           * @visibility secret
           */
          clientSecret?: string;
          /**
           * The workspaces to read, by name or as `<resource group>/<workspace>`. All by default. Entities of a
           * workspace that is taken off the list are removed.
           */
          workspaces?: string[];
          /**
           * Workspaces that are not read, by name or as `<resource group>/<workspace>`.
           */
          excludeWorkspaces?: string[];
          /**
           * Which registered models become entities: versions that are `deployed` (default), or `all` that are not
           * archived, too. The latter takes one call more for each registered model.
           */
          models?: 'deployed' | 'all';
          /**
           * When to read. By default every 30 minutes, for at most 20 minutes.
           */
          schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
          /**
           * Owner of everything that no tag rule finds an owner of, for example `group:default/ml-platform`. Such
           * entities say so in their description.
           */
          defaultOwner: string;
          /**
           * Namespace of the entities. `default` unless given.
           */
          namespace?: string;
          /**
           * What endpoint names are told apart by: `workspace` (default) makes `<endpoint>.<workspace>`,
           * `resource-group` makes `<endpoint>.<workspace>.<resource group>`, for workspaces of the same name. Changing
           * it renames all entities.
           */
          names?: 'workspace' | 'resource-group';
          /**
           * Whether names of the first subscription's entities go without a part of the subscription's id. True by
           * default where the block is the only one in its namespace. As soon as there are several, it must be said, so
           * that adding a block never renames what is there.
           */
          primary?: boolean;
          /**
           * How owner, system and lifecycle are read from the tags of endpoints, models and workspaces. Of each list the
           * first rule counts that comes to something usable. Tag keys are compared without regard to case.
           */
          tagRules?: {
            /**
             * Names a group, or is a ref such as `group:default/team-risk`. Default: the tag `owner`.
             */
            owner?: Array<{
              /** Key of the tag. */
              tag: string;
              /** Regular expression for the whole value. */
              match?: string;
              /** What a value that matches means; `$1` is the first group of `match`. */
              to?: string;
              /** What each value means, instead of `match` and `to`. */
              values?: { [value: string]: string };
            }>;
            /**
             * Names a system, or is a ref. Default: the tag `system`.
             */
            system?: Array<{
              /** Key of the tag. */
              tag: string;
              /** Regular expression for the whole value. */
              match?: string;
              /** What a value that matches means; `$1` is the first group of `match`. */
              to?: string;
              /** What each value means, instead of `match` and `to`. */
              values?: { [value: string]: string };
            }>;
            /**
             * A word such as `production`. Default: `production` where the tag `env` is `prod` or `production`. What
             * no rule reads is `experimental`.
             */
            lifecycle?: Array<{
              /** Key of the tag. */
              tag: string;
              /** Regular expression for the whole value. */
              match?: string;
              /** What a value that matches means; `$1` is the first group of `match`. */
              to?: string;
              /** What each value means, instead of `match` and `to`. */
              values?: { [value: string]: string };
            }>;
          };
          /**
           * Largest share of the known endpoints that one refresh may remove, above 0 and up to 1. Default 0.2. A
           * refresh that would remove more removes nothing and fails. Applies from five known endpoints on.
           */
          maxRemovalShare?: number;
          /**
           * URL to use instead of `https://management.azure.com`: of another Azure cloud, or of an emulator on this
           * machine, which is the only one that may be http and gets no real token.
           */
          endpoint?: string;
          /**
           * Requests at a time, 1 to 32. Default 4.
           */
          concurrency?: number;
        };
      };
    };
  };
}
