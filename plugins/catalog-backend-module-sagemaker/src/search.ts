import {
  ModelCard,
  paginateSearch,
  ResourceType,
  SearchRecord,
} from '@aws-sdk/client-sagemaker';
import { readEach } from '@ai-governance/plugin-ai-governance-node';
import { isCredentialError, required } from './answers';
import { CardFacts, indexCards, toCardFacts } from './CardReader';
import { ConfigReader, DescribedConfig } from './ConfigReader';
import { ReadEndpoints, toResourceTags } from './EndpointReader';
import {
  containersOf,
  EndpointFacts,
  ModelCards,
  ModelFacts,
  PackageFacts,
  Served,
  toPackageFacts,
} from './facts';
import type { Remembered } from './Remembered';
import type { SageMakerCalls } from './SageMakerCalls';

/**
 * Reads endpoints with their tags, models and which model is behind which endpoint by Search: a call per hundred
 * endpoints and one per hundred models. Search does not tell which variant serves which model. Where an endpoint has one
 * variant and one model there is no question; for all others the config is described, once per deployment.
 * @param options - `configs`: those described in readings before; `entityRefOf`: ref of the entity of the endpoint of a
 *   name
 * @throws the SDK's error when a search or the credentials fail; Error when Search lists less than it has
 */
export async function searchEndpoints(options: {
  calls: SageMakerCalls;
  configs: Remembered<DescribedConfig>;
  entityRefOf(name: string): string;
}): Promise<ReadEndpoints> {
  const { calls, entityRefOf } = options;
  const [endpoints, { models, byEndpoint }] = await Promise.all([
    search(calls, 'Endpoint', record => record.Endpoint),
    searchModels(calls),
  ]);
  const configs = new ConfigReader({ ...options, models });
  const { results, problems } = await readEach(endpoints, {
    read: async found => {
      const { Tags, ...endpoint } = found;
      const arn = required(endpoint.EndpointArn, 'Search', 'EndpointArn');
      const behind = behindOnlyVariant(endpoint, byEndpoint.get(arn) ?? []);
      return {
        endpoint,
        ...(behind ? { serves: behind } : await configs.read(endpoint)),
        tags: toResourceTags(Tags ?? []),
      };
    },
    subject: ({ EndpointName }) => `Endpoint '${EndpointName}'`,
    entityRef: ({ EndpointName }) => entityRefOf(EndpointName ?? ''),
    isFatal: isCredentialError,
  });
  return { endpoints: results, problems };
}

/** All model packages of the account and region, by ARN. */
export async function searchPackages(
  calls: SageMakerCalls,
): Promise<Map<string, PackageFacts>> {
  const packages = await search(calls, 'ModelPackage', record => {
    const { ModelPackage } = record;
    return (
      ModelPackage &&
      toPackageFacts({
        ...ModelPackage,
        ModelPackageArn: required(
          ModelPackage.ModelPackageArn,
          'Search',
          'ModelPackageArn',
        ),
      })
    );
  });
  return new Map(packages.map(facts => [facts.ModelPackageArn, facts]));
}

/** All model cards of the account and region. */
export async function searchCards(calls: SageMakerCalls): Promise<ModelCards> {
  const cards = await search(
    calls,
    'ModelCard',
    (record): CardFacts | undefined =>
      record.ModelCard && toCardFacts(record.ModelCard as ModelCard),
  );
  return indexCards(cards);
}

/** Endpoints have no model in Search, but models have endpoints. */
async function searchModels(calls: SageMakerCalls): Promise<{
  models: ModelFacts[];
  byEndpoint: Map<string, ModelFacts[]>;
}> {
  const found = await search(calls, 'Model', record => {
    const told = record.Model;
    return (
      told?.Model && {
        model: {
          name: required(told.Model.ModelName, 'Search', 'ModelName'),
          arn: required(told.Model.ModelArn, 'Search', 'ModelArn'),
          createdAt: told.Model.CreationTime,
          containers: containersOf(told.Model),
        },
        endpoints: (told.Endpoints ?? []).map(({ EndpointArn }) => EndpointArn),
      }
    );
  });
  const byEndpoint = new Map<string, ModelFacts[]>();
  for (const { model, endpoints } of found) {
    for (const arn of endpoints) {
      const behind = byEndpoint.get(arn ?? '') ?? [];
      behind.push(model);
      byEndpoint.set(arn ?? '', behind);
    }
  }
  return { models: found.map(({ model }) => model), byEndpoint };
}

function behindOnlyVariant(
  endpoint: EndpointFacts,
  models: ModelFacts[],
): Served[] | undefined {
  const { ProductionVariants = [], ShadowProductionVariants = [] } = endpoint;
  return ProductionVariants.length === 1 &&
    ShadowProductionVariants.length === 0 &&
    models.length === 1
    ? [{ variant: ProductionVariants[0].VariantName ?? '', model: models[0] }]
    : undefined;
}

/**
 * Everything of one kind, in the order of creation, so that what is made while paging comes last.
 * @param read - what is wanted of a record; undefined to leave it out
 * @throws Error when fewer are listed than Search says there are
 */
async function search<T>(
  calls: SageMakerCalls,
  resource: ResourceType,
  read: (record: SearchRecord) => T | undefined,
): Promise<T[]> {
  let listed = 0;
  let total = 0;
  const found = await calls.list(
    `Search for ${resource}`,
    (client, options) =>
      paginateSearch(
        { client, pageSize: 100 },
        {
          Resource: resource,
          SortBy: 'CreationTime',
          SortOrder: 'Ascending',
        },
        options,
      ),
    page => {
      const records = page.Results ?? [];
      listed += records.length;
      total = page.TotalHits?.Value ?? 0;
      return records.map(read);
    },
  );
  if (listed < total) {
    throw new Error(
      `Search for ${resource} listed ${listed} of ${total}; the listing is not complete`,
    );
  }
  return found.filter(item => item !== undefined);
}
