import type {
  ApprovalStatus,
  DeployedModel,
  DeployedVariant,
  VersionChange,
} from '@ai-governance/plugin-ai-governance-common';
import { ANNOTATION_SAGEMAKER_ENDPOINT_CONFIG } from '@ai-governance/plugin-ai-governance-common';
import type { Entity } from '@backstage/catalog-model';
import {
  clean,
  readDeployment,
  type RegistryFacts,
} from '../models/deployment';

/** A version that a variant serves. */
export interface ServedVersion {
  variant: string;
  model: DeployedModel;
  approval: ApprovalStatus;
  artefactDigest: string | null;
  changedBy: string | null;
}

/** A served version as it was stored, with what has changed so far. */
export interface OpenVersion extends ServedVersion {
  id: number;
  changes: VersionChange[];
}

/** How the stored versions of an endpoint are to be brought in line with what it serves. */
export interface VersionPlan {
  add: (ServedVersion & { changes: VersionChange[] })[];
  update: OpenVersion[];
  /** Ids of those that are no longer served. */
  close: number[];
}

/** Changes kept of one version; of more, the last ones. */
const MAX_CHANGES = 100;

/**
 * Compares what an endpoint serves with the versions that were open at the last look. A model, version or artefact
 * that differs is another version; everything else is a change of the version that is served.
 * @param options - `before` and `after`: the endpoint's entity at the last look and now; `registry`: what the catalog
 * says of a model, by ref; `now`: ISO instant
 */
export function compareVersions(options: {
  before: Entity | undefined;
  after: Entity;
  open: OpenVersion[];
  registry: ReadonlyMap<string, RegistryFacts>;
  now: string;
}): VersionPlan {
  const { before, after, open, registry, now } = options;
  const variants = readDeployment(after)?.variants ?? [];
  const was = before && readDeployment(before)?.variants;
  const plan: VersionPlan = { add: [], update: [], close: [] };
  const names = new Set([
    ...variants.map(({ name }) => name),
    ...open.map(({ variant }) => variant),
  ]);
  for (const name of names) {
    const variant = variants.find(candidate => candidate.name === name);
    const around = [
      ...variantChanges(
        was?.find(candidate => candidate.name === name),
        variant,
      ),
      ...configChange(before, after),
    ];
    compareVariant(plan, {
      known: open.filter(version => version.variant === name),
      served: variant ? servedBy(variant, registry) : [],
      around,
      now,
    });
  }
  return plan;
}

function compareVariant(
  plan: VersionPlan,
  options: {
    known: OpenVersion[];
    served: ServedVersion[];
    /** What changed of the variant as a whole. */
    around: VersionChange[];
    now: string;
  },
): void {
  const { known, served, around, now } = options;
  const gone = [...known];
  const take = (matches: (version: OpenVersion) => boolean) => {
    const index = gone.findIndex(matches);
    return index < 0 ? undefined : gone.splice(index, 1)[0];
  };
  const fresh = served.filter(version => {
    const same = take(candidate => isSameVersion(candidate, version));
    if (same) {
      const changes = [...approvalChange(same, version), ...around];
      if (changes.length > 0 || isFilledIn(same, version)) {
        plan.update.push({
          ...same,
          ...version,
          artefactDigest: version.artefactDigest ?? same.artefactDigest,
          changes: [
            ...same.changes,
            ...changes.map(each => ({ ...each, at: now })),
          ].slice(-MAX_CHANGES),
        });
      }
    }
    return !same;
  });
  const single = fresh.length === 1 && gone.length === 1;
  for (const version of fresh) {
    const { component, name } = version.model;
    const replaced =
      take(
        ({ model }) => component !== undefined && model.component === component,
      ) ??
      take(({ model }) => component === undefined && model.name === name) ??
      (single ? take(() => true) : undefined);
    if (replaced) {
      plan.close.push(replaced.id);
    }
    plan.add.push({
      ...version,
      changes:
        known.length === 0
          ? []
          : [...versionChanges(replaced, version), ...around],
    });
  }
  plan.close.push(...gone.map(({ id }) => id));
}

/** What a variant serves, one version for each model. */
function servedBy(
  { name, models }: DeployedVariant,
  registry: ReadonlyMap<string, RegistryFacts>,
): ServedVersion[] {
  return models.map(model => {
    const facts = registry.get(
      (model.entityRef ?? '').toLocaleLowerCase('en-US'),
    );
    return {
      variant: name,
      model,
      approval: facts?.approval ?? 'unknown',
      artefactDigest: facts?.artefactDigest ?? null,
      changedBy: facts?.createdBy ?? null,
    };
  });
}

/** A digest that is not known yet tells nothing. */
function isSameVersion(a: ServedVersion, b: ServedVersion): boolean {
  return (
    a.model.name === b.model.name &&
    a.model.version === b.model.version &&
    a.model.component === b.model.component &&
    (a.artefactDigest === null ||
      b.artefactDigest === null ||
      a.artefactDigest === b.artefactDigest)
  );
}

/** Whether more is known of a version than before. */
function isFilledIn(known: ServedVersion, now: ServedVersion): boolean {
  return (
    JSON.stringify(known.model) !== JSON.stringify(now.model) ||
    known.changedBy !== now.changedBy ||
    (known.artefactDigest === null && now.artefactDigest !== null)
  );
}

function versionChanges(
  from: ServedVersion | undefined,
  to: ServedVersion,
): VersionChange[] {
  return [
    ...change('model', from?.model.name, to.model.name),
    ...change('version', from?.model.version, to.model.version),
    ...change('artefact', from?.artefactDigest, to.artefactDigest),
    ...(from ? approvalChange(from, to) : []),
  ];
}

function approvalChange(from: ServedVersion, to: ServedVersion) {
  return change('approval', from.approval, to.approval);
}

function variantChanges(
  from: DeployedVariant | undefined,
  to: DeployedVariant | undefined,
): VersionChange[] {
  return from && to
    ? [
        ...change(
          'traffic',
          percent(from.trafficShare),
          percent(to.trafficShare),
        ),
        ...change('compute', from.compute, to.compute),
        ...change('status', from.status, to.status),
      ]
    : [];
}

function configChange(before: Entity | undefined, after: Entity) {
  const configOf = (entity: Entity) =>
    clean(
      entity.metadata.annotations?.[ANNOTATION_SAGEMAKER_ENDPOINT_CONFIG] ?? '',
    ) || null;
  return before ? change('config', configOf(before), configOf(after)) : [];
}

function change(
  what: VersionChange['what'],
  from: string | null | undefined,
  to: string | null | undefined,
): VersionChange[] {
  const [was, is] = [from ?? null, to ?? null];
  return was === is ? [] : [{ what, from: was, to: is }];
}

/** For example `12.5 %`. */
function percent(share: number | null): string | null {
  return share === null ? null : `${Math.round(share * 1000) / 10} %`;
}
