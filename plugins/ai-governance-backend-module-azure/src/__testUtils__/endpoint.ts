import type { CloudSimulator } from '@ai-governance/cloud-simulator';
import type { LogObject } from '@ai-governance/plugin-ai-governance-node';
import type { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { BlobCollectorLogSource } from '../blob/BlobCollectorLogSource';

/** Storage account and container of the tests. */
export const CONTAINER = 'testaccount/logs';
/** Folder of the endpoint. */
export const FOLDER = 'modelDataCollector/churn';
/** URL of the container as Azure knows it. */
export const CONTAINER_URL = 'https://testaccount.blob.core.windows.net/logs';

/** A signal that never comes. */
export const never = () => new AbortController().signal;

/** An endpoint with the deployments blue and green, as discovery writes it. */
export function endpoint(annotations: Record<string, string> = {}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'churn',
      annotations: {
        'ai-governance.io/provider': 'azure-ml',
        'ai-governance.io/capture': 'on',
        'ai-governance.io/capture-uri': `${CONTAINER_URL}/${FOLDER}`,
        'ai-governance.io/azure-endpoint-name': 'churn',
        'ai-governance.io/variants': 'blue,green',
        ...annotations,
      },
    },
  };
}

/** The source, reading from a simulator. */
export function sourceOf(
  simulator: CloudSimulator,
  blob: object = {},
): BlobCollectorLogSource {
  return BlobCollectorLogSource.fromConfig(
    new ConfigReader({
      aiGovernance: {
        azure: {
          blob: { endpoint: simulator.blobUrl, maxAttempts: 2, ...blob },
        },
      },
    }),
  );
}

/** Everything that a source lists. */
export async function listAll(
  source: BlobCollectorLogSource,
  options: { since: string; until: string; entity?: Entity },
): Promise<LogObject[]> {
  const objects: LogObject[] = [];
  const pages = source.list({
    entity: options.entity ?? endpoint(),
    since: new Date(options.since),
    until: new Date(options.until),
    signal: never(),
  });
  for await (const page of pages) {
    objects.push(...page);
  }
  return objects;
}
