import { BoundedCalls, readEach } from './calls';

const signal = new AbortController().signal;
const items = Array.from({ length: 30 }, (_, index) => index);

describe('BoundedCalls', () => {
  it('sends at most so many at a time, and all', async () => {
    const calls = BoundedCalls.create({ concurrency: 3, signal });
    let underWay = 0;
    let most = 0;
    const answers = await Promise.all(
      items.map(item =>
        calls.call(async () => {
          underWay += 1;
          most = Math.max(most, underWay);
          await new Promise(resolve => setImmediate(resolve));
          underWay -= 1;
          return item;
        }),
      ),
    );
    expect(answers).toEqual(items);
    expect(most).toBe(3);
  });

  it('sends nothing more after it was stopped or aborted', async () => {
    const controller = new AbortController();
    for (const stop of [
      (calls: BoundedCalls) => calls.stop(),
      () => controller.abort(),
    ]) {
      const calls = BoundedCalls.create({
        concurrency: 1,
        signal: controller.signal,
      });
      const sent: number[] = [];
      const results = await Promise.allSettled(
        items.map(item =>
          calls.call(async () => {
            sent.push(item);
            if (item === 4) {
              stop(calls);
            }
          }),
        ),
      );
      expect(sent).toEqual([0, 1, 2, 3, 4]);
      expect(
        results.filter(({ status }) => status === 'rejected'),
      ).toHaveLength(25);
    }
  });
});

describe('readEach', () => {
  const options = {
    subject: (item: number) => `Item ${item}`,
    entityRef: (item: number) => `component:default/${item}`,
    isFatal: (error: unknown) => String(error).includes('credentials'),
  };

  it('goes on when single things fail, and says which', async () => {
    const { results, problems } = await readEach(items, {
      ...options,
      read: async item => {
        if (item % 10 === 3) {
          throw new Error(`no ${item}`);
        }
        return item * 2;
      },
    });
    expect(results).toHaveLength(27);
    expect(results.slice(0, 4)).toEqual([0, 2, 4, 8]);
    expect(problems).toEqual(
      [3, 13, 23].map(item => ({
        subject: `Item ${item}`,
        entityRef: `component:default/${item}`,
        error: new Error(`no ${item}`),
      })),
    );
  });

  it('gives up when too many fail', async () => {
    await expect(
      readEach(items, {
        ...options,
        read: async item => {
          throw new Error(`no ${item}`);
        },
      }),
    ).rejects.toThrow(
      'More than 20 of 30 things could not be read, the last is Item 20; caused by Error: no 20',
    );
  });

  it('gives up at the first error that concerns all', async () => {
    await expect(
      readEach(items, {
        ...options,
        read: async () => {
          throw new Error('credentials are revoked');
        },
      }),
    ).rejects.toThrow(/^credentials are revoked$/);
  });
});
