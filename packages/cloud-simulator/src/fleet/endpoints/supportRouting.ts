import type { SimulatedEndpoint } from '../types';
import { DEMO_BUCKET, days, DEMO_REGION } from './shared';

/** Serves traffic, but its Data Capture is switched off. */
export const supportRouting: SimulatedEndpoint = {
  name: 'support-routing',
  region: DEMO_REGION,
  tags: {
    owner: 'team-support',
    system: 'customer-support',
    env: 'production',
  },
  deployments: [
    {
      at: -days(149),
      configName: 'support-routing-v5',
      variants: [
        {
          name: 'AllTraffic',
          modelName: 'support-routing-v5',
          instanceType: 'ml.c5.large',
          instanceCount: 1,
          weight: 1,
        },
      ],
    },
  ],
  capture: {
    enabled: false,
    bucket: DEMO_BUCKET,
    prefix: 'data-capture/support',
    samplingPercentage: 100,
  },
  columns: [],
};
