import {
  ANNOTATION_CAPTURE,
  ANNOTATION_CAPTURE_URI,
  ANNOTATION_VARIANTS,
} from '@ai-governance/plugin-ai-governance-common';
import type { CaptureState } from '@ai-governance/plugin-ai-governance-node';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';

/** Where an endpoint's data collector writes. */
export interface CollectorLocation {
  /** Storage account. */
  account: string;
  container: string;
  /** URL of the container as Azure knows it, without a slash at its end. */
  containerUrl: string;
  /** Folder of the endpoint within the container, without a slash at its end. */
  folder: string;
  deployments: string[];
}

/** Whether an endpoint collects data, from the annotations that discovery wrote. */
export function readCaptureState(entity: Entity): CaptureState {
  const capture = entity.metadata.annotations?.[ANNOTATION_CAPTURE];
  if (capture !== 'on') {
    return {
      state: 'off',
      reason:
        capture === undefined
          ? `The entity has no annotation ${ANNOTATION_CAPTURE}, so it is not known whether data collection is on`
          : 'Data collection is off on the deployments of the Azure ML endpoint: enable the collections model_inputs and model_outputs of their data_collector',
    };
  }
  try {
    readCollectorLocation(entity);
  } catch (error) {
    if (error instanceof InputError) {
      return { state: 'off', reason: error.message };
    }
    throw error;
  }
  return { state: 'on' };
}

/**
 * Where an endpoint's data collector writes, from the annotations that discovery wrote.
 * @throws InputError when an annotation is missing or not valid
 */
export function readCollectorLocation(entity: Entity): CollectorLocation {
  const read = (annotation: string) => {
    const value = entity.metadata.annotations?.[annotation]?.trim();
    if (!value) {
      throw new InputError(
        `${stringifyEntityRef(entity)} has no annotation ${annotation}`,
      );
    }
    return value;
  };
  const uri = read(ANNOTATION_CAPTURE_URI);
  const match = uri.match(
    /^https:\/\/([a-z0-9]{3,24})(\.blob\.[a-z0-9.-]+)\/([a-z0-9$-]+)\/([^?#]+?)\/*$/,
  );
  if (!match) {
    throw new InputError(
      `${stringifyEntityRef(
        entity,
      )} has '${uri}' in annotation ${ANNOTATION_CAPTURE_URI}, expected https://<account>.blob.core.windows.net/<container>/<folder of the endpoint>`,
    );
  }
  const [, account, host, container, folder] = match;
  return {
    account,
    container,
    containerUrl: `https://${account}${host}/${container}`,
    folder,
    deployments: read(ANNOTATION_VARIANTS)
      .split(',')
      .map(name => name.trim())
      .filter(Boolean),
  };
}
