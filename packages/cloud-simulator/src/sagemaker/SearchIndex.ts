import { ServiceError } from '../http/wire';
import { arn, type Scope } from './arn';
import type { FleetView } from './FleetView';
import type { ModelCards } from './ModelCards';
import type { ModelRegistry } from './ModelRegistry';
import { cutPage, type ListInput } from './paging';
import type { SageMakerInventory } from './SageMakerInventory';
import { compileSearch, type SearchExpression } from './searchFilters';
import type { TagStore } from './TagStore';

/** Input of Search. */
export interface SearchInput extends ListInput {
  Resource?: string;
  SearchExpression?: SearchExpression;
}

/** A record that is made when it is needed. */
interface Found {
  name: string;
  /** Hours from the anchor. */
  createdAt: number;
  modifiedAt: number;
  render(): object;
}

/** SageMaker's Search over endpoints, models, model packages and model cards. */
export class SearchIndex {
  readonly #view: FleetView;
  readonly #inventory: SageMakerInventory;
  readonly #registry: ModelRegistry;
  readonly #cards: ModelCards;
  readonly #tags: TagStore;

  constructor(options: {
    view: FleetView;
    inventory: SageMakerInventory;
    registry: ModelRegistry;
    cards: ModelCards;
    tags: TagStore;
  }) {
    this.#view = options.view;
    this.#inventory = options.inventory;
    this.#registry = options.registry;
    this.#cards = options.cards;
    this.#tags = options.tags;
  }

  /**
   * Search. Unlike a list's, its filters are applied before the page is cut.
   * @param emptyPage - whether the page is empty, with a token for what would have been in it
   * @throws ServiceError ValidationException for what it does not know
   */
  search(scope: Scope, input: SearchInput, emptyPage: boolean): object {
    const resource = String(input.Resource);
    const test = compileSearch(input.SearchExpression);
    const all = this.#all(scope, resource);
    const found = test ? all.filter(item => test(item.render())) : all;
    const { page, nextToken } = cutPage(
      found.sort(order(input)),
      input,
      emptyPage,
    );
    return {
      Results: page.map(item => ({ [resource]: item.render() })),
      NextToken: nextToken,
      TotalHits: { Value: found.length, Relation: 'EqualTo' },
    };
  }

  #all(scope: Scope, resource: string): Found[] {
    switch (resource) {
      case 'Endpoint':
        return this.#endpoints(scope);
      case 'Model':
        return this.#models(scope);
      case 'ModelPackage':
        return this.#registry.in(scope).map(item => ({
          name: `${item.group}/${item.version}`,
          createdAt: item.createdAt,
          modifiedAt: item.changedAt,
          render: () => ({
            ...this.#registry.details(item),
            Tags: tagList(item.tags ?? {}),
          }),
        }));
      case 'ModelCard':
        return this.#cards.in(scope).map(card => ({
          name: card.name,
          createdAt: card.createdAt,
          modifiedAt: card.changedAt,
          render: () => this.#cards.details(card),
        }));
      default:
        throw new ServiceError(
          400,
          'ValidationException',
          `The simulator does not search for '${resource}', expected Endpoint, Model, ModelPackage or ModelCard`,
        );
    }
  }

  #endpoints(scope: Scope): Found[] {
    return this.#view
      .within(scope, this.#view.fleet.endpoints)
      .map(endpoint => ({
        name: endpoint.name,
        createdAt: endpoint.deployments[0].at,
        modifiedAt: this.#view.deployment(endpoint).at,
        render: () => ({
          ...this.#inventory.endpointDetails(endpoint),
          Tags: tagList(
            this.#tags.current(
              arn(scope, 'endpoint', endpoint.name),
              endpoint.tags,
            ),
          ),
        }),
      }));
  }

  #models(scope: Scope): Found[] {
    const users = new Map<string, string[]>();
    for (const endpoint of this.#view.within(
      scope,
      this.#view.fleet.endpoints,
    )) {
      const { variants, shadows = [] } = this.#view.deployment(endpoint);
      const models = [...variants, ...shadows].flatMap(variant =>
        variant.components
          ? variant.components.map(({ modelName }) => modelName)
          : [variant.modelName],
      );
      for (const model of new Set(models)) {
        const names = users.get(model) ?? [];
        names.push(endpoint.name);
        users.set(model, names);
      }
    }
    return this.#view.within(scope, this.#view.fleet.models).map(model => ({
      name: model.name,
      createdAt: model.createdAt,
      modifiedAt: model.createdAt,
      render: () => ({
        Model: {
          ...this.#inventory.modelDetails(model),
          Tags: tagList(
            this.#tags.current(
              arn(scope, 'model', model.name),
              model.tags ?? {},
            ),
          ),
        },
        Endpoints: (users.get(model.name) ?? []).map(name => ({
          EndpointName: name,
          EndpointArn: arn(scope, 'endpoint', name),
          EndpointStatus: 'InService',
        })),
      }),
    }));
  }
}

function tagList(
  tags: Record<string, string>,
): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** By time of change, newest first, unless asked otherwise; among equals by name. */
function order(input: SearchInput): (a: Found, b: Found) => number {
  const direction = input.SortOrder === 'Ascending' ? 1 : -1;
  const time =
    input.SortBy === 'CreationTime'
      ? ({ createdAt }: Found) => createdAt
      : ({ modifiedAt }: Found) => modifiedAt;
  return (a, b) =>
    direction * (time(a) - time(b) || (a.name < b.name ? -1 : 1));
}
