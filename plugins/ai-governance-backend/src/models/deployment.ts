import type {
  EndpointDeployment,
  RegisteredModel,
} from '@ai-governance/plugin-ai-governance-common';
import type { Entity } from '@backstage/catalog-model';
import { z } from 'zod/v3';

/** Most variants of an endpoint, and models of a variant, that are looked at. */
const MAX_LISTED = 500;

/** Text from the catalog: no control characters, which PostgreSQL and people cannot read, at a bounded length. */
const text = (length: number) =>
  z.string().transform(value => clean(value).slice(0, length));

const deployedModel = z.object({
  name: text(255),
  version: text(128).optional(),
  id: text(1024).optional(),
  entityRef: text(255).optional(),
  component: text(255).optional(),
});

const deployment = z.object({
  cloud: z.enum(['aws', 'azure', 'external']),
  account: text(64).optional(),
  region: text(64).optional(),
  workspace: text(64).optional(),
  serving: z
    .enum([
      'real-time',
      'serverless',
      'asynchronous',
      'multi-model',
      'inference-components',
      'unknown',
    ])
    .catch('unknown'),
  variants: z
    .array(
      z.object({
        name: text(64),
        role: z.enum(['production', 'shadow']).catch('production'),
        trafficShare: z.number().min(0).max(1).nullable().catch(null),
        compute: text(128).optional(),
        instances: z.number().optional(),
        status: text(64).optional(),
        models: z.array(deployedModel).max(MAX_LISTED).catch([]),
        capture: z.enum(['on', 'off']).optional(),
      }),
    )
    .max(MAX_LISTED)
    .catch([]),
});

const registeredModel = z.object({
  approval: z.enum(['approved', 'pending', 'rejected', 'none', 'unknown']),
  createdBy: text(255).optional(),
  artefactDigest: text(255).optional(),
});

/** What of a registered model goes into the history of versions. */
export type RegistryFacts = Pick<
  RegisteredModel,
  'approval' | 'createdBy' | 'artefactDigest'
>;

/** `spec.deployment` of an endpoint; undefined when it has none, or what is there is not one. */
export function readDeployment(entity: Entity): EndpointDeployment | undefined {
  return deployment.safeParse(entity.spec?.deployment).data;
}

/** `spec.model` of an `ml-model` Resource; undefined when it has none, or what is there is not one. */
export function readRegisteredModel(entity: Entity): RegistryFacts | undefined {
  return registeredModel.safeParse(entity.spec?.model).data;
}

/** Text without control characters and without spaces at its ends. */
export function clean(value: string): string {
  return value.replace(/\p{C}+/gu, ' ').trim();
}
