import { parseModelReference, parseWorkspaceId } from './ids';

const WORKSPACE =
  '/subscriptions/s/resourceGroups/rg (1)/providers/Microsoft.MachineLearningServices/workspaces/ml';

describe('parseWorkspaceId', () => {
  it('reads ids however they are written', () => {
    expect(
      parseWorkspaceId(
        WORKSPACE.replace('resourceGroups', 'resourcegroups').replace(
          'Microsoft.MachineLearningServices',
          'microsoft.machinelearningservices',
        ),
      ),
    ).toMatchObject({
      subscriptionId: 's',
      resourceGroup: 'rg (1)',
      workspace: 'ml',
    });
  });

  it.each([undefined, '', 'ml', `${WORKSPACE}/onlineEndpoints/x`])(
    'refuses %j',
    id => {
      expect(() => parseWorkspaceId(id)).toThrow(
        /^Azure's answer has the workspace id .*, expected \/subscriptions\//,
      );
    },
  );
});

describe('parseModelReference', () => {
  it.each([
    [`${WORKSPACE}/models/churn/versions/4`, true],
    [`${WORKSPACE.toUpperCase()}/models/churn/versions/4`, true],
    ['azureml:churn:4', true],
    [
      'azureml://locations/westeurope/workspaces/0c8d5f0e/models/churn/versions/4',
      true,
    ],
    ['azureml://registries/azureml/models/churn/versions/4', false],
    [`${WORKSPACE}2/models/churn/versions/4`, false],
  ])('reads %s', (text, local) => {
    expect(parseModelReference(text, WORKSPACE)).toEqual({
      name: 'churn',
      version: '4',
      local,
    });
  });

  it.each([
    undefined,
    '',
    './model',
    'azureml:churn@latest',
    'azureml://jobs/x/outputs/artifacts/paths/model/',
  ])('knows no registered model in %j', text => {
    expect(parseModelReference(text, WORKSPACE)).toBeUndefined();
  });
});
