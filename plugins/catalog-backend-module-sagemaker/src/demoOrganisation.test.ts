import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { demoFleet } from '@ai-governance/cloud-simulator';
import {
  domainEntityV1alpha1Validator,
  Entity,
  getCompoundEntityRef,
  groupEntityV1alpha1Validator,
  locationEntityV1alpha1Validator,
  parseEntityRef,
  stringifyEntityRef,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import { parseEntityYaml } from '@backstage/plugin-catalog-node';

const ROOT = resolve(__dirname, '../../../catalog');

async function read(file: string): Promise<Entity[]> {
  const path = resolve(ROOT, file);
  const location = { type: 'file', target: path };
  return [...parseEntityYaml(await readFile(path), location)].map(result => {
    if (result.type !== 'entity') {
      throw new Error(`${file} holds something that is no entity`);
    }
    return result.entity;
  });
}

// The published package is tested without the repository around it.
(existsSync(ROOT) ? describe : describe.skip)('catalog/ of the demo', () => {
  let entities: Entity[];
  const refs = () =>
    entities.map(entity => stringifyEntityRef(getCompoundEntityRef(entity)));
  const toRef = (text: string, defaultKind: string) =>
    stringifyEntityRef(
      parseEntityRef(text, { defaultKind, defaultNamespace: 'default' }),
    );

  beforeAll(async () => {
    const [location] = await read('all.yaml');
    const targets = location.spec?.targets as string[];
    entities = [location, ...(await Promise.all(targets.map(read))).flat()];
  });

  it('is valid, each entity once', async () => {
    const validators = [
      domainEntityV1alpha1Validator,
      groupEntityV1alpha1Validator,
      locationEntityV1alpha1Validator,
      systemEntityV1alpha1Validator,
      userEntityV1alpha1Validator,
    ];
    for (const entity of entities) {
      const checks = validators.map(validator => validator.check(entity));
      expect(await Promise.all(checks)).toContain(true);
    }
    expect(new Set(refs()).size).toBe(entities.length);
  });

  it('refers only to what it holds', () => {
    const referred = entities.flatMap(({ spec = {} }) => [
      ...[spec.parent, spec.owner, spec.children, spec.memberOf]
        .flat()
        .filter(text => text !== undefined)
        .map(text => toRef(String(text), 'group')),
      ...(spec.domain ? [toRef(String(spec.domain), 'domain')] : []),
    ]);
    expect(referred.length).toBeGreaterThan(40);
    expect(referred.filter(ref => !refs().includes(ref))).toEqual([]);
  });

  it('knows the owners and systems that the demo fleet names', () => {
    const tags = [
      ...demoFleet.endpoints,
      ...demoFleet.azure!.workspaces.flatMap(({ endpoints }) => endpoints),
    ].map(endpoint => endpoint.tags);
    const named = tags.flatMap(({ owner, system }) => [
      ...(owner ? [toRef(owner, 'group')] : []),
      ...(system ? [toRef(system, 'system')] : []),
    ]);
    expect(named.filter(ref => !refs().includes(ref))).toEqual([]);
  });

  it('gives every group a channel that the demo workspace has', () => {
    const channels = entities
      .filter(({ kind }) => kind === 'Group')
      .map(({ metadata }) => metadata.annotations?.['slack.com/channel']);
    const known = demoFleet.slack.channels.map(({ name }) => `#${name}`);
    expect(channels).toHaveLength(10);
    expect(channels.filter(name => !known.includes(name ?? ''))).toEqual([]);
  });
});
