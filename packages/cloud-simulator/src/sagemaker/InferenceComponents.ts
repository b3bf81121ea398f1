import type { SimulatedComponent } from '../fleet/types';
import { arn, found, type Scope } from './arn';
import type { FleetView } from './FleetView';
import type { Listed } from './SageMakerInventory';

/** A component with its place. */
interface PlacedComponent {
  component: SimulatedComponent;
  endpoint: string;
  variant: string;
  /** Epoch seconds. */
  at: number;
}

/** Inference components of what the fleet serves now, in the words of SageMaker's API. */
export class InferenceComponents {
  readonly #view: FleetView;

  constructor(view: FleetView) {
    this.#view = view;
  }

  /** Summaries of all, or of those of an endpoint or variant. */
  list(
    scope: Scope,
    input: { EndpointNameEquals?: string; VariantNameEquals?: string },
  ): Listed[] {
    const { EndpointNameEquals: endpoint, VariantNameEquals: variant } = input;
    return this.#in(scope)
      .filter(item => endpoint === undefined || item.endpoint === endpoint)
      .filter(item => variant === undefined || item.variant === variant)
      .map(item => ({
        name: item.component.name,
        createdAt: item.at,
        modifiedAt: item.at,
        status: 'InService',
        summary: facts(scope, item),
      }));
  }

  /** @throws ServiceError ValidationException when there is no such component */
  describe(scope: Scope, name: string): object {
    const item = found(
      this.#in(scope).find(({ component }) => component.name === name),
      'inference component',
      arn(scope, 'inference-component', name),
    );
    const { modelName, copies } = item.component;
    return {
      ...facts(scope, item),
      Specification: {
        ModelName: modelName,
        ComputeResourceRequirements: { MinMemoryRequiredInMb: 1024 },
      },
      RuntimeConfig: { DesiredCopyCount: copies, CurrentCopyCount: copies },
    };
  }

  #in(scope: Scope): PlacedComponent[] {
    return this.#view
      .within(scope, this.#view.fleet.endpoints)
      .flatMap(endpoint => {
        const { variants, at } = this.#view.deployment(endpoint);
        return variants.flatMap(variant =>
          (variant.components ?? []).map(component => ({
            component,
            endpoint: endpoint.name,
            variant: variant.name,
            at: this.#view.seconds(at),
          })),
        );
      });
  }
}

function facts(scope: Scope, item: PlacedComponent): object {
  const { name } = item.component;
  return {
    InferenceComponentName: name,
    InferenceComponentArn: arn(scope, 'inference-component', name),
    EndpointName: item.endpoint,
    EndpointArn: arn(scope, 'endpoint', item.endpoint),
    VariantName: item.variant,
    InferenceComponentStatus: 'InService',
    CreationTime: item.at,
    LastModifiedTime: item.at,
  };
}
