import type {
  ContainerDefinition,
  DescribeEndpointConfigOutput,
  DescribeEndpointOutput,
  DescribeInferenceComponentOutput,
  ModelPackage,
} from '@aws-sdk/client-sagemaker';
import type { ModelCardState } from '@ai-governance/plugin-ai-governance-common';
import type { ResourceTags } from '@ai-governance/plugin-ai-governance-node';

/** What both DescribeEndpoint and Search tell of an endpoint. @public */
export type EndpointFacts = Pick<
  DescribeEndpointOutput,
  | 'EndpointName'
  | 'EndpointArn'
  | 'EndpointConfigName'
  | 'ProductionVariants'
  | 'ShadowProductionVariants'
  | 'DataCaptureConfig'
  | 'EndpointStatus'
  | 'CreationTime'
  | 'LastModifiedTime'
>;

/** A container without its environment, which may hold secrets. @public */
export type ContainerFacts = Pick<
  ContainerDefinition,
  'Image' | 'Mode' | 'ModelDataUrl' | 'ModelDataSource' | 'ModelPackageName'
>;

/** A SageMaker model. @public */
export interface ModelFacts {
  name: string;
  arn: string;
  createdAt?: Date;
  containers: ContainerFacts[];
}

/** A model package without the environments of its containers, which may hold secrets. @public */
export type PackageFacts = Omit<ModelPackage, 'ModelCard'> & {
  ModelPackageArn: string;
  /** Status of the card that is part of the package. */
  ModelCardStatus?: string;
};

/** An inference component. @public */
export type ComponentFacts = Pick<
  DescribeInferenceComponentOutput,
  | 'InferenceComponentName'
  | 'InferenceComponentArn'
  | 'InferenceComponentStatus'
  | 'VariantName'
  | 'EndpointArn'
> & {
  /** Name of the SageMaker model; absent when the component names its artefact itself. */
  modelName?: string;
};

/** One thing that a variant serves: a model, or an inference component with or without a model. @public */
export interface Served {
  variant: string;
  /** Absent when it was deleted while the endpoint lives on, or belongs to a component without one. */
  model?: ModelFacts;
  component?: ComponentFacts;
}

/** An endpoint with everything that belongs to it. @public */
export interface DiscoveredEndpoint {
  endpoint: EndpointFacts;
  /** Undefined when it was deleted while the endpoint lives on, and where Search had to do. */
  config?: DescribeEndpointConfigOutput;
  serves: Served[];
  tags: ResourceTags;
}

/** Cards by what they are about: ARN or name of a model, ARN of a model package. */
export type ModelCards = ReadonlyMap<string, ModelCardState>;

/** Everything that was read of one account and region. */
export interface SageMakerFacts {
  endpoints: DiscoveredEndpoint[];
  /** By ARN: those of which deployed models are made, or all. */
  packages: Map<string, PackageFacts>;
  cards: ModelCards;
}

/** What SageMaker says of an endpoint or a model, as transforms see it. @public */
export type SageMakerRecord =
  | ({ kind: 'endpoint' } & DiscoveredEndpoint)
  | {
      kind: 'model';
      /** Absent for a model package that is not deployed. */
      model?: ModelFacts;
      modelPackage?: PackageFacts;
    };

/** Containers of a model, in their order, without their environment. */
export function containersOf(model: {
  PrimaryContainer?: ContainerDefinition;
  Containers?: ContainerDefinition[];
}): ContainerFacts[] {
  const { PrimaryContainer, Containers = [] } = model;
  return [...(PrimaryContainer ? [PrimaryContainer] : []), ...Containers].map(
    ({ Image, Mode, ModelDataUrl, ModelDataSource, ModelPackageName }) => ({
      Image,
      Mode,
      ModelDataUrl,
      ModelDataSource,
      ModelPackageName,
    }),
  );
}

/** A model package as SageMaker tells it, without environments and the card's content. */
export function toPackageFacts(
  told: Omit<ModelPackage, 'InferenceSpecification'> &
    Pick<ModelPackage, 'InferenceSpecification'> & { ModelPackageArn: string },
): PackageFacts {
  const { ModelCard, InferenceSpecification, ...facts } = told;
  return {
    ...facts,
    ...(InferenceSpecification && {
      InferenceSpecification: {
        ...InferenceSpecification,
        Containers: InferenceSpecification.Containers?.map(
          ({ Environment: _, ...container }) => container,
        ),
      },
    }),
    ...(ModelCard && { ModelCardStatus: ModelCard.ModelCardStatus }),
    AdditionalInferenceSpecifications: undefined,
    ValidationSpecification: undefined,
  };
}

/** ARN of the model package of which a model is made; undefined when it is made of none or of several. */
export function packageArnOf(model: ModelFacts): string | undefined {
  const names = new Set(
    model.containers.flatMap(({ ModelPackageName }) => ModelPackageName ?? []),
  );
  if (names.size !== 1 || model.containers.length !== 1) {
    return undefined;
  }
  const [name] = names;
  // An unversioned package may be given by name; it is in the model's own account and region then.
  return name.startsWith('arn:')
    ? name
    : model.arn.replace(/:model\/.*$/, `:model-package/${name}`);
}
