import {
  DescribeEndpointCommand,
  paginateListEndpoints,
  paginateListTags,
  Tag,
} from '@aws-sdk/client-sagemaker';
import {
  DiscoveryProblem,
  readEach,
  ResourceTags,
} from '@ai-governance/plugin-ai-governance-node';
import { isCredentialError, required, unlessGone } from './answers';
import type { ConfigReader } from './ConfigReader';
import type { DiscoveredEndpoint } from './facts';
import type { SageMakerCalls } from './SageMakerCalls';

/** Endpoints that were read, and those that could not be. */
export interface ReadEndpoints {
  endpoints: DiscoveredEndpoint[];
  problems: DiscoveryProblem[];
}

/** Tags of a resource by key. */
export function toResourceTags(tags: Tag[]): ResourceTags {
  return new Map(
    tags.flatMap(({ Key, Value }) =>
      Key === undefined ? [] : [[Key, Value ?? ''] as const],
    ),
  );
}

/**
 * Reads all endpoints by List and Describe: a call per hundred for the list, and for each endpoint one for itself, one for
 * its tags and, when it is not known yet, one for its config. An endpoint that is deleted meanwhile is left out.
 * @param options - `entityRefOf`: ref of the entity of the endpoint of a name
 * @throws the SDK's error when the list or the credentials fail, or more than a few endpoints
 */
export async function readEndpoints(options: {
  calls: SageMakerCalls;
  configs: ConfigReader;
  entityRefOf(name: string): string;
}): Promise<ReadEndpoints> {
  const { calls, configs, entityRefOf } = options;
  const listed = await calls.list(
    'ListEndpoints',
    (client, sendOptions) =>
      paginateListEndpoints(
        { client, pageSize: 100 },
        { SortBy: 'Name', SortOrder: 'Ascending' },
        sendOptions,
      ),
    page =>
      (page.Endpoints ?? []).map(({ EndpointName }) =>
        required(EndpointName, 'ListEndpoints', 'EndpointName'),
      ),
  );
  // An endpoint created while paging shifts the others, so one may be listed twice.
  const names = [...new Set(listed)];
  const { results, problems } = await readEach(names, {
    read: name => readEndpoint(name, calls, configs),
    subject: name => `Endpoint '${name}'`,
    entityRef: entityRefOf,
    isFatal: isCredentialError,
  });
  return {
    endpoints: results.filter(endpoint => endpoint !== undefined),
    problems,
  };
}

async function readEndpoint(
  name: string,
  calls: SageMakerCalls,
  configs: ConfigReader,
): Promise<DiscoveredEndpoint | undefined> {
  const endpoint = await unlessGone(
    calls.send((client, options) =>
      client.send(new DescribeEndpointCommand({ EndpointName: name }), options),
    ),
  );
  const tags =
    endpoint &&
    (await unlessGone(
      calls.list(
        'ListTags',
        (client, options) =>
          paginateListTags(
            { client },
            {
              ResourceArn: required(
                endpoint.EndpointArn,
                'DescribeEndpoint',
                'EndpointArn',
              ),
            },
            options,
          ),
        page => page.Tags ?? [],
      ),
    ));
  if (!endpoint || !tags) {
    calls.logger.info(
      `Endpoint '${name}' was deleted while it was being read, it is left out`,
    );
    return undefined;
  }
  return {
    endpoint,
    ...(await configs.read(endpoint)),
    tags: toResourceTags(tags),
  };
}
