import {
  ANNOTATION_AWS_ACCOUNT_ID,
  ANNOTATION_AWS_REGION,
  ANNOTATION_DYNAMODB_MODEL,
  ANNOTATION_DYNAMODB_TABLE,
  ANNOTATION_VARIANTS,
} from '@ai-governance/plugin-ai-governance-common';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { AwsSite } from '../SiteClients';
import type { TableSettings } from './tableSettings';

/** Where a model's inferences are. */
export interface EntityTable {
  site: AwsSite;
  table: TableSettings;
  /** What stands for the model in keys. */
  model: string;
  /** Names of the variants; the first is that of items that name none. */
  variants: string[];
}

const DEFAULT_VARIANT = 'default';

/**
 * Reads where a model's inferences are from its entity's annotations.
 * @throws InputError that names the annotation, and the tables that are configured
 */
export function readEntityTable(
  entity: Entity,
  tables: Map<string, TableSettings>,
): EntityTable {
  const annotations = entity.metadata.annotations ?? {};
  const read = (annotation: string) => {
    const value = annotations[annotation]?.trim();
    if (!value) {
      throw new InputError(
        `${stringifyEntityRef(entity)} has no annotation ${annotation}`,
      );
    }
    return value;
  };
  const name = read(ANNOTATION_DYNAMODB_TABLE);
  const table = tables.get(name);
  if (!table) {
    throw new InputError(
      `${stringifyEntityRef(
        entity,
      )} has '${name}' in annotation ${ANNOTATION_DYNAMODB_TABLE}; aiGovernance.aws.dynamodb.tables has ${
        [...tables.keys()].join(', ') || 'none'
      }`,
    );
  }
  const variants = (annotations[ANNOTATION_VARIANTS] ?? '')
    .split(',')
    .map(variant => variant.trim())
    .filter(Boolean);
  return {
    site: {
      accountId: annotations[ANNOTATION_AWS_ACCOUNT_ID],
      region: read(ANNOTATION_AWS_REGION),
    },
    table,
    model: annotations[ANNOTATION_DYNAMODB_MODEL] ?? entity.metadata.name,
    variants: variants.length > 0 ? variants : [DEFAULT_VARIANT],
  };
}
