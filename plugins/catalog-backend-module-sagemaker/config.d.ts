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
           * Key of the AWS tag that names the owning group. `owner` by default. Its value is a group name or an
           * entity ref such as `group:default/team-risk`.
           */
          ownerTag?: string;
          /**
           * Key of the AWS tag that names the system. `system` by default.
           */
          systemTag?: string;
          /**
           * Key of the AWS tag that names the environment. `env` by default. `prod` and `production` make the
           * lifecycle `production`, everything else makes it `experimental`.
           */
          environmentTag?: string;
          /**
           * Largest share of the known endpoints that one listing may remove, above 0 and up to 1. Default 0.2.
           * A listing that would remove more is refused. Applies from five known endpoints on.
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
