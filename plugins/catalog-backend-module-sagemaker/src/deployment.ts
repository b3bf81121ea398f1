import type {
  DeployedModel,
  DeployedVariant,
  EndpointDeployment,
} from '@ai-governance/plugin-ai-governance-common';
import type {
  ProductionVariant,
  ProductionVariantSummary,
} from '@aws-sdk/client-sagemaker';
import { parseArn, parsePackageArn } from './arn';
import { DiscoveredEndpoint, ModelFacts, packageArnOf, Served } from './facts';

/** What is told of one variant: by DescribeEndpoint or Search, by the config, or by both. */
type VariantFacts = Pick<
  Partial<ProductionVariantSummary>,
  | 'VariantName'
  | 'CurrentWeight'
  | 'CurrentInstanceCount'
  | 'CurrentServerlessConfig'
  | 'VariantStatus'
> &
  Pick<
    Partial<ProductionVariant>,
    | 'ModelName'
    | 'InstanceType'
    | 'InitialInstanceCount'
    | 'InitialVariantWeight'
    | 'ServerlessConfig'
  >;

/**
 * What runs where, see {@link EndpointDeployment}.
 * @param options - `modelRef`: ref of the entity of a model
 */
export function toDeployment(
  discovered: DiscoveredEndpoint,
  options: { modelRef(model: ModelFacts): string },
): EndpointDeployment {
  const { endpoint, config, serves } = discovered;
  const { accountId, region } = parseArn(endpoint.EndpointArn);
  const toVariants = (
    role: DeployedVariant['role'],
    running: VariantFacts[] = [],
    configured: VariantFacts[] = [],
  ): DeployedVariant[] => {
    // While an endpoint is being made nothing runs yet; then it is what will run.
    const variants = merge(
      running.length > 0 ? running : configured,
      configured,
    );
    const shares = trafficShares(variants);
    return variants.map((variant, index) => ({
      name: variant.VariantName ?? '',
      role,
      trafficShare: shares[index],
      ...computeOf(variant),
      ...statusOf(variant),
      models: serves
        .filter(served => served.variant === variant.VariantName)
        .flatMap(served => toDeployedModel(served, options.modelRef) ?? []),
    }));
  };
  return {
    cloud: 'aws',
    account: accountId,
    region,
    serving: servingOf(discovered),
    variants: [
      ...toVariants(
        'production',
        endpoint.ProductionVariants,
        config?.ProductionVariants,
      ),
      ...toVariants(
        'shadow',
        endpoint.ShadowProductionVariants,
        config?.ShadowProductionVariants,
      ),
    ],
  };
}

/** What is told of the variants now, over what their config says. */
function merge(
  variants: VariantFacts[],
  configured: VariantFacts[],
): VariantFacts[] {
  return variants.map(variant => ({
    ...configured.find(
      ({ VariantName }) => VariantName === variant.VariantName,
    ),
    ...variant,
  }));
}

/** Weights as shares of their sum; null where a weight is not told, or all are 0. */
function trafficShares(variants: VariantFacts[]): (number | null)[] {
  if (variants.length === 1) {
    return [1];
  }
  const weights = variants.map(
    ({ CurrentWeight, InitialVariantWeight }) =>
      CurrentWeight ?? InitialVariantWeight,
  );
  const sum = weights.reduce<number>(
    (total, weight) => total + (weight ?? NaN),
    0,
  );
  return weights.map(weight => (sum > 0 ? weight! / sum : null));
}

function computeOf(
  variant: VariantFacts,
): Pick<DeployedVariant, 'compute' | 'instances'> {
  if (variant.CurrentServerlessConfig ?? variant.ServerlessConfig) {
    return { compute: 'serverless' };
  }
  const instances =
    variant.CurrentInstanceCount ?? variant.InitialInstanceCount;
  return {
    ...(variant.InstanceType && { compute: variant.InstanceType }),
    ...(instances !== undefined && { instances }),
  };
}

function statusOf(variant: VariantFacts): Pick<DeployedVariant, 'status'> {
  const status = variant.VariantStatus?.at(-1)?.Status;
  return status === undefined ? {} : { status };
}

function toDeployedModel(
  { model, component }: Served,
  modelRef: (model: ModelFacts) => string,
): DeployedModel | undefined {
  const componentName = component?.InferenceComponentName;
  if (!model) {
    // A component that names its artefact itself is its own model.
    return componentName === undefined || component?.modelName !== undefined
      ? undefined
      : {
          name: componentName,
          id: component?.InferenceComponentArn,
          component: componentName,
        };
  }
  const packageArn = packageArnOf(model);
  const registered = packageArn ? parsePackageArn(packageArn) : undefined;
  return {
    name: registered?.family ?? model.name,
    ...(registered?.version !== undefined && { version: registered.version }),
    id: packageArn ?? model.arn,
    entityRef: modelRef(model),
    ...(componentName !== undefined && { component: componentName }),
  };
}

function servingOf({
  endpoint,
  config,
  serves,
}: DiscoveredEndpoint): EndpointDeployment['serving'] {
  const variants = merge(
    endpoint.ProductionVariants ?? config?.ProductionVariants ?? [],
    config?.ProductionVariants ?? [],
  );
  if (
    variants.some(
      ({ CurrentServerlessConfig, ServerlessConfig }) =>
        CurrentServerlessConfig ?? ServerlessConfig,
    )
  ) {
    return 'serverless';
  }
  if (config?.AsyncInferenceConfig) {
    return 'asynchronous';
  }
  if (serves.some(({ component }) => component)) {
    return 'inference-components';
  }
  if (
    serves.some(({ model }) =>
      model?.containers.some(({ Mode }) => Mode === 'MultiModel'),
    )
  ) {
    return 'multi-model';
  }
  // Only the config tells whether an endpoint is asynchronous, or made for components that are not there yet.
  if (!config) {
    return 'unknown';
  }
  return variants.every(({ ModelName }) => ModelName === undefined)
    ? 'inference-components'
    : 'real-time';
}
