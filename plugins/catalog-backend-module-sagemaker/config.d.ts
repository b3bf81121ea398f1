import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      /**
       * Discovery of SageMaker endpoints and models. Each key is a block of your choice (lower case letters, digits
       * and dashes, at most 20), for example one per AWS account. Do not rename it: it is part of the identity of the
       * entities that it wrote.
       */
      sagemaker?: {
        [id: string]: {
          /**
           * Account to read, twelve digits in quotes. Its credentials come from the `aws` section of the
           * configuration. Without it the main account's credentials are used.
           */
          accountId?: string;
          /**
           * The region to read, for example `eu-central-1`. Give either this or `regions`.
           */
          region?: string;
          /**
           * The regions to read. The first is the one whose entities bear the plain endpoint name, see `primary`.
           */
          regions?: string[];
          /**
           * When to read. By default every 30 minutes, for at most 20 minutes.
           */
          schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
          /**
           * Owner of every endpoint whose owner tag is missing or not usable, for example `group:default/ml-platform`.
           * Such entities say so in their description.
           */
          defaultOwner: string;
          /**
           * Namespace of the entities. `default` unless given.
           */
          namespace?: string;
          /**
           * Whether the entities of the first region bear the plain endpoint name. All others bear
           * `<name>.<region>` (other regions of a primary block) or `<name>.<id>.<region>` (all other blocks).
           * True by default where the block is the only one in its namespace. As soon as there are several, it must be
           * said, so that adding an account never renames what is there.
           */
          primary?: boolean;
          /**
           * How owner, system and lifecycle are read from AWS tags. Of each list the first rule counts that comes to
           * something usable. By default: the tag `owner` holds a group's name or a ref, `system` a system's, and
           * the lifecycle is `production` where `env` is `prod` or `production`, `experimental` everywhere else.
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
           * Read by Search instead of by Describe. One call then tells a hundred endpoints with their tags. Search shows
           * what Describe may be denied for: who may call it can read the descriptions of all endpoints, models, model
           * packages and cards of the account. False by default.
           */
          useSearch?: boolean;
          /**
           * Which models become entities: those that are `deployed` (default), or `all` versions in the model registry,
           * too.
           */
          models?: 'deployed' | 'all';
          /**
           * Whether the state of model cards is read; nothing that people wrote in them is kept. True by default.
           */
          modelCards?: boolean;
          /**
           * Largest share of the known endpoints that one refresh may remove, above 0 and up to 1. Default 0.2. A refresh
           * that would remove more removes nothing and fails. Applies from five known endpoints on; of fewer, all but one
           * may go.
           */
          maxRemovalShare?: number;
          /**
           * URL to use instead of the AWS endpoint, for emulators and private endpoints.
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
