import { CloudSimulator } from './CloudSimulator';

describe('CloudSimulator', () => {
  it('tells its health and what it holds, and what is not there', async () => {
    const simulator = await CloudSimulator.start({
      now: () => new Date('2026-03-31T12:34:56Z'),
    });
    try {
      const health = await fetch(`${simulator.url}/_simulator/health`);
      expect(await health.json()).toEqual({
        status: 'ok',
        anchor: '2026-03-31T12:00:00.000Z',
      });
      const index = await (await fetch(simulator.url)).text();
      expect(index).toContain(simulator.s3Url);
      expect(index).toContain('churn-prediction');
      const missing = await fetch(`${simulator.url}/nowhere`);
      expect(missing.status).toBe(404);
      expect((await missing.json()).error).toBe(
        'Nothing is served at GET /nowhere',
      );
    } finally {
      await simulator.stop();
    }
    await expect(fetch(simulator.url)).rejects.toThrow();
  });

  it('stops in the middle of preparing', async () => {
    const simulator = await CloudSimulator.start();
    const prepared = simulator.prepare();
    await simulator.stop();
    await expect(prepared).resolves.toBeUndefined();
  });

  it('refuses an anchor that is not an instant', async () => {
    await expect(
      CloudSimulator.start({ anchor: new Date('yesterday') }),
    ).rejects.toThrow('not an instant');
  });
});
