import type {
  CaptureSettings,
  Deployment,
  SimulatedVariant,
} from '../fleet/types';

/** A variant in an endpoint config. */
export function configuredVariant(variant: SimulatedVariant): object {
  return {
    VariantName: variant.name,
    ModelName: variant.components ? undefined : variant.modelName,
    InitialVariantWeight: variant.weight,
    ...(variant.serverless
      ? { ServerlessConfig: serverlessConfig(variant.serverless) }
      : {
          InstanceType: variant.instanceType,
          InitialInstanceCount: variant.instanceCount,
        }),
  };
}

/**
 * A variant behind an endpoint.
 * @param image - of the model's container
 * @param resolvedAt - epoch seconds
 */
export function runningVariant(
  variant: SimulatedVariant,
  image: string | undefined,
  resolvedAt: number,
): object {
  return {
    VariantName: variant.name,
    DeployedImages: image
      ? [
          {
            SpecifiedImage: image,
            ResolvedImage: image,
            ResolutionTime: resolvedAt,
          },
        ]
      : [],
    CurrentWeight: variant.weight,
    DesiredWeight: variant.weight,
    ...(variant.serverless
      ? { CurrentServerlessConfig: serverlessConfig(variant.serverless) }
      : {
          CurrentInstanceCount: variant.instanceCount,
          DesiredInstanceCount: variant.instanceCount,
        }),
  };
}

/** What an endpoint config says of asynchronous inference; nothing when it is not asynchronous. */
export function asyncConfig({ asynchronous, configName }: Deployment): object {
  return asynchronous
    ? {
        AsyncInferenceConfig: {
          OutputConfig: { S3OutputPath: `s3://acme-ml-async/${configName}` },
        },
      }
    : {};
}

/** Data Capture as an endpoint has it. */
export function runningCapture(capture: CaptureSettings): object {
  return {
    EnableCapture: capture.enabled,
    CaptureStatus: capture.enabled ? 'Started' : 'Stopped',
    CurrentSamplingPercentage: capture.samplingPercentage,
    DestinationS3Uri: captureUri(capture),
  };
}

/** Data Capture as an endpoint config has it. */
export function configuredCapture(capture: CaptureSettings): object {
  const { csvContentTypes, jsonContentTypes } = capture;
  return {
    EnableCapture: capture.enabled,
    InitialSamplingPercentage: capture.samplingPercentage,
    DestinationS3Uri: captureUri(capture),
    CaptureOptions: [{ CaptureMode: 'Input' }, { CaptureMode: 'Output' }],
    CaptureContentTypeHeader:
      csvContentTypes || jsonContentTypes
        ? {
            CsvContentTypes: csvContentTypes,
            JsonContentTypes: jsonContentTypes,
          }
        : undefined,
  };
}

function captureUri(capture: CaptureSettings): string {
  return `s3://${capture.bucket}/${capture.prefix}`;
}

function serverlessConfig({
  memoryInMb,
  maxConcurrency,
}: NonNullable<SimulatedVariant['serverless']>): object {
  return { MemorySizeInMB: memoryInMb, MaxConcurrency: maxConcurrency };
}
