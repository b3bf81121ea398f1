import type { Entity } from '@backstage/catalog-model';
import { readCaptureLocation, readCaptureState } from './captureLocation';

const ON = {
  'ai-governance.io/provider': 'sagemaker',
  'ai-governance.io/capture': 'on',
  'ai-governance.io/capture-uri': 's3://bucket/some/prefix',
  'ai-governance.io/sagemaker-endpoint-name': 'churn',
  'ai-governance.io/aws-account-id': '123456789012',
  'ai-governance.io/aws-region': 'eu-central-1',
  'ai-governance.io/variants': 'blue,green',
};

function endpoint(annotations: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'churn', annotations },
  };
}

const without = (annotation: string) =>
  endpoint(
    Object.fromEntries(
      Object.entries(ON).filter(
        ([key]) => key !== `ai-governance.io/${annotation}`,
      ),
    ),
  );

it('reads where the capture is', () => {
  expect(readCaptureLocation(endpoint(ON))).toEqual({
    site: { accountId: '123456789012', region: 'eu-central-1' },
    bucket: 'bucket',
    variants: [
      { variant: 'blue', prefix: 'some/prefix/churn/blue/' },
      { variant: 'green', prefix: 'some/prefix/churn/green/' },
    ],
  });
});

it.each([
  ['s3://bucket', 'churn/blue/'],
  ['s3://bucket/', 'churn/blue/'],
  ['s3://bucket/p/', 'p/churn/blue/'],
])('reads the capture uri %s', (uri, prefix) => {
  const entity = endpoint({ ...ON, 'ai-governance.io/capture-uri': uri });
  expect(readCaptureLocation(entity).variants[0].prefix).toBe(prefix);
});

it('says that capture is on', () => {
  expect(readCaptureState(endpoint(ON))).toEqual({ state: 'on' });
});

it.each([
  [endpoint({ ...ON, 'ai-governance.io/capture': 'off' }), /Capture is off/],
  [without('capture'), /no annotation ai-governance\.io\/capture,/],
  [without('capture-uri'), /no annotation ai-governance\.io\/capture-uri/],
  [without('variants'), /no annotation ai-governance\.io\/variants/],
  [without('aws-region'), /no annotation ai-governance\.io\/aws-region/],
  [
    endpoint({ ...ON, 'ai-governance.io/capture-uri': 'https://bucket/x' }),
    /has 'https:\/\/bucket\/x' in annotation .* expected s3:/,
  ],
])('says why capture is off', (entity, reason) => {
  expect(readCaptureState(entity)).toEqual({
    state: 'off',
    reason: expect.stringMatching(reason),
  });
});
