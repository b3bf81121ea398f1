import { readCollector } from './collector';

const deployment = (dataCollector?: unknown) => ({
  location: 'westeurope',
  properties: { endpointComputeType: 'Managed' as const, dataCollector },
});
const enabled = { dataCollectionMode: 'Enabled' };

describe('readCollector', () => {
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['no collections', {}],
    ['collections that are no object', { collections: [enabled] }],
    [
      'a disabled one',
      { collections: { model_inputs: { dataCollectionMode: 'Disabled' } } },
    ],
    [
      'payload logging',
      { collections: { request: enabled, response: enabled } },
    ],
    ['a broken one', { collections: { model_inputs: null } }],
  ])('is off with %s', (_, dataCollector) => {
    expect(readCollector(deployment(dataCollector))).toEqual({ on: false });
  });

  it('logs everything where no rate is told', () => {
    expect(
      readCollector(deployment({ collections: { model_inputs: enabled } })),
    ).toEqual({ on: true, samplingPercentage: 100 });
  });

  it('takes the lowest rate of those that are enabled', () => {
    expect(
      readCollector(
        deployment({
          collections: {
            model_inputs: { ...enabled, samplingRate: 0.29 },
            model_outputs: { ...enabled, samplingRate: 0.7 },
            mine: { dataCollectionMode: 'Disabled', samplingRate: 0.1 },
            request: { ...enabled, samplingRate: 0.01 },
          },
        }),
      ),
    ).toEqual({ on: true, samplingPercentage: 29 });
  });
});
