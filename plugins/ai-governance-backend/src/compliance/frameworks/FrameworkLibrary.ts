import type {
  ControlCatalogue,
  ControlMapping,
  Framework,
  Requirement,
} from '@ai-governance/plugin-ai-governance-common';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { hashOf } from './canonical';
import { readCatalogue } from './catalogue';
import { checkFramework } from './checkFramework';
import { PackFile } from './PackFile';
import { type FrameworkFile, frameworkFileSchema } from './schemas';

/** Name of the file of shared controls in the folder of frameworks. */
export const CATALOGUE_FILE = 'controls.yaml';

/** A version that an assessment was made with. */
export interface UsedFramework {
  id: string;
  version: string;
  hash: string;
}

/** The frameworks of a folder: any number of versions of each, and the controls that they share. */
export class FrameworkLibrary {
  readonly catalogue: ControlCatalogue;
  readonly #frameworks: readonly Framework[];

  private constructor(
    catalogue: ControlCatalogue,
    frameworks: readonly Framework[],
  ) {
    this.catalogue = catalogue;
    this.#frameworks = frameworks;
  }

  /**
   * Reads every `*.yaml` and `*.yml` of a folder, `controls.yaml` first.
   * @throws InputError that names files, lines and what is allowed, one line per problem, of all files together
   */
  static async load(folder: string): Promise<FrameworkLibrary> {
    const names = (await readdir(folder).catch(cannotRead(folder)))
      .filter(name => /\.ya?ml$/.test(name) && name !== CATALOGUE_FILE)
      .sort();
    const catalogue = await readCatalogue(join(folder, CATALOGUE_FILE));
    const read = await Promise.allSettled(
      names.map(async name => {
        const file = await PackFile.read(
          join(folder, name),
          frameworkFileSchema,
        );
        file.refuse(checkFramework(file.content, catalogue));
        return file;
      }),
    );
    refuse(
      read.flatMap(one => (one.status === 'rejected' ? [one.reason] : [])),
    );
    const files = read.flatMap(one =>
      one.status === 'fulfilled' ? [one.value] : [],
    );
    refuse(problemsBetween(files));
    return new FrameworkLibrary(
      catalogue,
      files.map(({ content }) => toFramework(content)),
    );
  }

  /** All versions of all frameworks, by id and version. */
  list(): readonly Framework[] {
    return [...this.#frameworks].sort(
      (a, b) => compare(a.id, b.id) || compareVersions(a.version, b.version),
    );
  }

  /** One version. @throws NotFoundError that names the versions there are */
  get(id: string, version: string): Framework {
    const versions = this.list().filter(framework => framework.id === id);
    const found = versions.find(framework => framework.version === version);
    if (!found) {
      const there = versions.map(framework => framework.version).join(', ');
      throw new NotFoundError(
        `There is no framework ${id}@${version}; there are ${there || 'none'}`,
      );
    }
    return found;
  }

  /** The newest active version of each framework, by id. */
  current(): readonly Framework[] {
    const newest = new Map(
      this.list()
        .filter(({ status }) => status === 'active')
        .map(framework => [framework.id, framework]),
    );
    return [...newest.values()];
  }

  /**
   * Refuses to go on when a version that assessments were made with has changed. A version that is no longer there is
   * fine: its assessments stand by themselves.
   * @throws ConflictError that names the versions
   */
  checkUnchanged(used: readonly UsedFramework[]): void {
    const changed = used.filter(({ id, version, hash }) =>
      this.#frameworks.some(
        framework =>
          framework.id === id &&
          framework.version === version &&
          framework.hash !== hash,
      ),
    );
    if (changed.length > 0) {
      throw new ConflictError(
        `Assessments were made with ${changed
          .map(({ id, version }) => `${id}@${version}`)
          .join(', ')}, which may not change: give the pack a new version`,
      );
    }
  }
}

/** Versions that are there twice, and crosswalks to what is not there. */
function problemsBetween(files: readonly PackFile<FrameworkFile>[]): Error[] {
  const ids = new Map<string, Set<string>>();
  const versions = new Map<string, string>();
  const problems = files.map(file => {
    const { id, version, requirements } = file.content;
    const known = ids.get(id) ?? new Set();
    ids.set(id, known);
    requirements.forEach(requirement => known.add(requirement.id));
    const other = versions.get(`${id}@${version}`);
    versions.set(`${id}@${version}`, file.path);
    return other
      ? [{ path: ['version'], message: `${id}@${version} is in ${other}, too` }]
      : [];
  });
  return files.flatMap((file, position) => {
    const dangling = file.content.requirements.flatMap(({ crosswalk }, row) =>
      crosswalk.flatMap(({ framework, requirement }, index) => {
        const path = ['requirements', row, 'crosswalk', index];
        if (!ids.has(framework)) {
          const allowed = [...ids.keys()].join(', ');
          return [
            {
              path,
              message: `unknown framework '${framework}'; allowed are ${allowed}`,
            },
          ];
        }
        return ids.get(framework)?.has(requirement)
          ? []
          : [
              {
                path,
                message: `framework '${framework}' has no requirement '${requirement}'; its ids are in its pack`,
              },
            ];
      }),
    );
    try {
      file.refuse([...problems[position], ...dangling]);
      return [];
    } catch (error) {
      return [error as Error];
    }
  });
}

function refuse(errors: readonly Error[]): void {
  if (errors.length > 0) {
    throw new InputError(errors.map(({ message }) => message).join('\n'));
  }
}

function cannotRead(folder: string) {
  return (error: Error): never => {
    throw new InputError(`Cannot read folder ${folder}: ${error.message}`);
  };
}

function toFramework(file: FrameworkFile): Framework {
  const { kind: _, requirements, ...rest } = file;
  const parents = new Set(requirements.map(({ parent }) => parent));
  const content = {
    ...rest,
    requirements: requirements.map(requirement =>
      toRequirement(requirement, parents.has(requirement.id)),
    ),
  };
  return { ...content, hash: hashOf(content) };
}

function toRequirement(
  file: FrameworkFile['requirements'][number],
  isParent: boolean,
): Requirement {
  const { satisfiedBy, supportedBy, related, ...rest } = file;
  const mapped = (
    mappings: typeof satisfiedBy,
    relation: ControlMapping['relation'],
  ) =>
    mappings.map(({ control, with: minParameters }) => ({
      controlId: control,
      relation,
      minParameters,
    }));
  return {
    ...rest,
    assessable: !isParent && file.derivedFrom.length === 0,
    controls: [
      ...mapped(satisfiedBy, 'satisfies'),
      ...mapped(supportedBy, 'supports'),
      ...mapped(
        related.map(control => ({ control, with: {} })),
        'related',
      ),
    ],
  };
}

function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map(version => version.split('.').map(Number));
  const differs = left.findIndex((part, index) => part !== right[index]);
  return differs < 0 ? 0 : left[differs] - right[differs];
}
