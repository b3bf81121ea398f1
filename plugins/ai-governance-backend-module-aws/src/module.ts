import {
  aiGovernanceGroundTruthExtensionPoint,
  aiGovernanceLogSourcesExtensionPoint,
  aiGovernanceMetricsSourcesExtensionPoint,
} from '@ai-governance/plugin-ai-governance-node';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { CloudWatchMetricsSource } from './cloudwatch/CloudWatchMetricsSource';
import { DynamoDbLogSource } from './dynamodb/DynamoDbLogSource';
import { S3GroundTruthSource } from './groundTruth/S3GroundTruthSource';
import { S3CaptureLogSource } from './S3CaptureLogSource';

/**
 * Adds SageMaker Data Capture on S3 and DynamoDB tables as sources of inference logs, ground truth on S3 as a source of
 * labels, and CloudWatch as a source of service metrics.
 * @public
 */
export const aiGovernanceModuleAws = createBackendModule({
  pluginId: 'ai-governance',
  moduleId: 'aws',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        groundTruth: aiGovernanceGroundTruthExtensionPoint,
        logSources: aiGovernanceLogSourcesExtensionPoint,
        metricsSources: aiGovernanceMetricsSourcesExtensionPoint,
      },
      async init({ config, groundTruth, logSources, metricsSources }) {
        // An entity whose annotation names DynamoDB may be of SageMaker as well; the first source that applies reads it.
        logSources.addLogSource(
          DynamoDbLogSource.fromConfig(config),
          S3CaptureLogSource.fromConfig(config),
        );
        groundTruth.addGroundTruthSource(
          S3GroundTruthSource.fromConfig(config),
        );
        metricsSources.addMetricsSource(
          CloudWatchMetricsSource.fromConfig(config),
        );
      },
    });
  },
});
