import { refuseRemoval } from './removals';

const refs = (count: number) =>
  Array.from({ length: count }, (_, index) => `component:default/e${index}`);

describe('refuseRemoval', () => {
  it.each([
    // [known, found, allowed share, refused]
    [10, 8, 0.2, false],
    [10, 7, 0.2, true],
    [10, 0, 1, false],
    [5, 4, 0.2, false],
    [5, 3, 0.2, true],
    [4, 1, 0.2, false],
    [4, 0, 0.2, true],
    [1, 0, 0.2, false],
    [0, 0, 0.2, false],
  ])(
    'of %d known %d found, share %d: %p',
    (known, found, maxShare, refused) => {
      const reason = refuseRemoval({
        known: refs(known),
        found: refs(found),
        maxShare,
      });
      expect(reason !== undefined).toBe(refused);
    },
  );

  it('counts what is missing, not the balance', () => {
    expect(
      refuseRemoval({
        known: refs(10),
        found: [...refs(7), 'component:default/new', 'component:default/newer'],
        maxShare: 0.2,
      }),
    ).toBe(
      'The listing would remove 3 of 10 endpoints, more than the allowed share of 0.2',
    );
  });
});
