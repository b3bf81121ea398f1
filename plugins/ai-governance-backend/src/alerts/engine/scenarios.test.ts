import { ACTION_SCENARIOS } from './__testUtils__/actionScenarios';
import { SCENARIOS } from './__testUtils__/scenarios';
import { Stage } from './__testUtils__/Stage';

const all = [...SCENARIOS, ...ACTION_SCENARIOS];

describe('the engine, on a clock of its own', () => {
  it.each(all.map(scenario => [scenario.name, scenario] as const))(
    '%s',
    (_, { config, script, until, sent, reasons }) => {
      const stage = new Stage(config ?? '');
      stage.play(script, until);
      expect(stage.sent).toEqual(sent);
      for (const [id, reason] of Object.entries(reasons ?? {})) {
        expect([id, stage.outcomes.get(id)?.reason]).toEqual([id, reason]);
      }
    },
  );

  it('decides the same again and again', () => {
    for (const { config, script, until } of all) {
      const [one, two] = [new Stage(config ?? ''), new Stage(config ?? '')];
      one.play(script, until);
      two.play(script, until);
      expect(one.sent).toEqual(two.sent);
    }
  });

  it('is told in many stories', () => {
    expect(all.length).toBeGreaterThanOrEqual(60);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });
});
