import { CloudSimulator } from '@ai-governance/cloud-simulator';
import { endpoint, sourceOf } from './__testUtils__/capture';

describe('S3CaptureLogSource', () => {
  let simulator: CloudSimulator;

  beforeAll(async () => {
    simulator = await CloudSimulator.start({ port: 0 });
  });
  afterAll(async () => {
    await simulator.stop();
  });

  it('serves what the SageMaker discovery wrote', () => {
    const source = sourceOf(simulator);
    expect(source.appliesTo(endpoint())).toBe(true);
    expect(
      source.appliesTo(endpoint({ 'ai-governance.io/provider': 'azure-ml' })),
    ).toBe(false);
    expect(source.captureState(endpoint())).toEqual({ state: 'on' });
  });

  it.each([
    [
      { endpoint: 'localhost' },
      /aiGovernance\.aws\.s3\.endpoint is 'localhost'/,
    ],
    [{ maxAttempts: 0 }, /aiGovernance\.aws\.s3\.maxAttempts is 0/],
  ])('refuses the setting %j', (s3, message) => {
    expect(() => sourceOf(simulator, { s3 })).toThrow(message);
  });
});
