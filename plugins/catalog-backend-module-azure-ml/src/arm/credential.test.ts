import {
  ClientSecretCredential,
  DefaultAzureCredential,
} from '@azure/identity';
import { createCredential } from './credential';

const ids = {
  tenantId: '11111111-aaaa-4bbb-8ccc-000000000001',
  clientId: '22222222-aaaa-4bbb-8ccc-000000000002',
};

describe('createCredential', () => {
  it('is the application whose secret is given', () => {
    expect(createCredential({ ...ids, clientSecret: 's3cret' })).toBeInstanceOf(
      ClientSecretCredential,
    );
  });

  it('is the default chain otherwise', () => {
    expect(createCredential({})).toBeInstanceOf(DefaultAzureCredential);
    expect(createCredential(ids)).toBeInstanceOf(DefaultAzureCredential);
  });
});
