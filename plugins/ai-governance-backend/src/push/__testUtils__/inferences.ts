import {
  ANNOTATION_LOG_SOURCE,
  type PushedInference,
} from '@ai-governance/plugin-ai-governance-common';
import type { Entity } from '@backstage/catalog-model';
import type { Model } from '../../models/ModelStore';

/** A model endpoint that runs anywhere. */
export function pushedEntity(
  name: string,
  annotations: Record<string, string> = { [ANNOTATION_LOG_SOURCE]: 'push' },
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default', annotations },
    spec: {
      type: 'model-endpoint',
      lifecycle: 'production',
      owner: 'group:default/team-risk',
    },
  };
}

/** The same as the plugin knows it. */
export function pushedModel(
  name: string,
  annotations?: Record<string, string>,
): Model {
  const entity = pushedEntity(name, annotations);
  return { id: `default.${name}`, entity } as Model;
}

/** An inference that can be used. */
export function inference(
  id: string,
  more: Partial<PushedInference> = {},
): PushedInference {
  return {
    id,
    time: new Date(Date.now() - 3_600_000).toISOString(),
    input: { amount: 12.5, channel: 'web' },
    output: { score: 0.4 },
    ...more,
  };
}

/** JSON Lines; texts are lines as they are. */
export function ndjson(...lines: (PushedInference | string)[]): Buffer {
  return Buffer.from(
    lines
      .map(line => (typeof line === 'string' ? line : JSON.stringify(line)))
      .map(line => `${line}\n`)
      .join(''),
  );
}

/** A body that comes in pieces of a few bytes. */
export async function* inPieces(
  body: Buffer,
  bytes = 100,
): AsyncGenerator<Buffer> {
  for (let i = 0; i < body.length; i += bytes) {
    yield body.subarray(i, i + bytes);
  }
}
