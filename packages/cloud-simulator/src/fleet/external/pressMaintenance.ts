import { days, jsonFeatures, prediction } from '../endpoints/shared';
import type { SimulatedExternalModel } from '../externalTypes';

/** Runs beside the machines of a plant and pushes; a vibration sensor was exchanged six days ago and reads higher. */
export const pressMaintenance: SimulatedExternalModel = {
  name: 'press-maintenance',
  requestsPerHour: 60,
  dayNight: 0.2,
  target: { kind: 'push' },
  story: { startsAt: -days(6), endsAt: -days(6) },
  columns: [
    ...jsonFeatures([
      {
        name: 'vibration_mm_s',
        distribution: {
          kind: 'lognormal',
          median: 2.4,
          sigma: 0.35,
          decimals: 2,
          shifted: { median: 3.4 },
        },
        weight: 0.8,
      },
      {
        name: 'oil_temperature_c',
        distribution: { kind: 'normal', mean: 61, sd: 5, decimals: 1 },
        weight: 0.5,
      },
      {
        name: 'pressure_bar',
        distribution: { kind: 'normal', mean: 182, sd: 9, decimals: 0 },
        weight: 0.2,
      },
      {
        name: 'strokes_since_service',
        distribution: {
          kind: 'lognormal',
          median: 42_000,
          sigma: 0.6,
          max: 250_000,
          decimals: 0,
        },
        weight: 0.9,
      },
      {
        name: 'tool',
        distribution: {
          kind: 'categorical',
          values: ['deep-draw', 'blank', 'trim', 'pierce'],
          weights: [0.4, 0.3, 0.2, 0.1],
        },
      },
      {
        name: 'humidity_percent',
        distribution: {
          kind: 'normal',
          mean: 48,
          sd: 8,
          min: 5,
          max: 95,
          decimals: 0,
        },
        missing: 0.01,
      },
    ]),
    prediction('failure_probability', 'failure_probability', {
      kind: 'probability',
      bias: -2.6,
      noise: 0.3,
    }),
  ],
};
