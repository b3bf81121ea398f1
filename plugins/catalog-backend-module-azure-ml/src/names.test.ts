import { KubernetesValidatorFunctions } from '@backstage/catalog-model';
import { parseWorkspaceId } from './arm/ids';
import { EntityNames, NamingOptions } from './names';

function place(workspace: string, resourceGroup = 'rg-ml') {
  return parseWorkspaceId(
    `/subscriptions/5f6d1c2e-8a4b-4c3d-9e7f-0a1b2c3d4e5f/resourceGroups/${resourceGroup}/providers/Microsoft.MachineLearningServices/workspaces/${workspace}`,
  );
}

function names(options: Partial<NamingOptions> = {}) {
  return EntityNames.create({
    namespace: 'default',
    nameRule: 'workspace',
    withSubscription: false,
    ...options,
  });
}

describe('EntityNames', () => {
  it('says where an endpoint is', () => {
    expect(names().endpoint(place('ml-prod'), 'churn')).toBe('churn.ml-prod');
    expect(
      names({ nameRule: 'resource-group' }).endpoint(place('ml'), 'churn'),
    ).toBe('churn.ml.rg-ml');
    expect(
      names({ nameRule: 'resource-group', withSubscription: true }).endpoint(
        place('ml'),
        'churn',
      ),
    ).toBe('churn.ml.rg-ml.5f6d1c2e');
    expect(names().endpointRef(place('ml'), 'Churn')).toBe(
      'component:default/churn.ml',
    );
  });

  it('does not depend on how Azure writes a workspace', () => {
    expect(names().endpoint(place('ML-Prod'), 'churn')).toBe(
      names().endpoint(place('ml-prod'), 'churn'),
    );
  });

  it('tells models, versions and places apart', () => {
    const at = place('ml');
    const made = [
      names().model(at, 'churn', '1'),
      names().model(at, 'churn', '2'),
      names().model(at, 'churn-1', '2'),
      names().model(at, 'churn', '1-2'),
      names().model(at, 'churn', '1.2'),
      names().model(at, 'churn', '1_2'),
      names().model(at, 'Churn', '1'),
      names().model(place('ml_'), 'churn', '1'),
      names().model(place('ml-a'), 'churn', '1'),
    ].map(name => name.toLocaleLowerCase('en-US'));
    expect(made[0]).toBe('churn.1.ml');
    expect(new Set(made).size).toBe(made.length);
  });

  it.each([
    ['x'.repeat(255), '1.2.3-alpha+build', 'a'.repeat(33), 'rg (old).é'],
    ['__proto__', ' ', '--a', '..'],
    ['<script>', '🚨', 'a-', 'RG'],
  ])('makes a valid name of %j', (name, version, workspace, group) => {
    const options = {
      nameRule: 'resource-group' as const,
      withSubscription: true,
    };
    for (const made of [
      names(options).endpoint(place(workspace, group), name),
      names(options).model(place(workspace, group), name, version),
    ]) {
      expect(KubernetesValidatorFunctions.isValidObjectName(made)).toBe(true);
    }
  });

  it('tells long names apart', () => {
    const long = 'x'.repeat(80);
    const at = place('a'.repeat(33));
    expect(names().endpoint(at, `${long}1`)).not.toBe(
      names().endpoint(at, `${long}2`),
    );
    expect(names().endpoint(place(`${'a'.repeat(30)}b`), 'churn')).not.toBe(
      names().endpoint(place(`${'a'.repeat(30)}c`), 'churn'),
    );
  });
});
