import '@testing-library/jest-dom';
import { cleanup, configure } from '@testing-library/react';
import { mutate } from 'swr';

/** jsdom lays nothing out: charts get a size of their own, or they would draw nothing. */
const SIZE = { width: 600, height: 300 };

class FixedResizeObserver implements ResizeObserver {
  readonly #callback: ResizeObserverCallback;

  constructor(callback: ResizeObserverCallback) {
    this.#callback = callback;
  }

  observe(target: Element) {
    const contentRect = new DOMRect(0, 0, SIZE.width, SIZE.height);
    this.#callback(
      [{ target, contentRect } as unknown as ResizeObserverEntry],
      this,
    );
  }

  unobserve() {}

  disconnect() {}
}

window.ResizeObserver = FixedResizeObserver;
Element.prototype.getBoundingClientRect = () =>
  new DOMRect(0, 0, SIZE.width, SIZE.height);

// The first render of a tab loads its chunk, which a busy machine does slowly.
configure({ asyncUtilTimeout: 45_000 });
jest.setTimeout(120_000);

// Decisions of the permission framework are kept for two seconds, in which a quick test would get those of the one before.
afterEach(async () => {
  cleanup();
  await mutate(() => true, undefined, { revalidate: true });
});

// jsdom cannot parse the media queries that Material UI inserts, and says so on every render.
const { warn } = console;
jest
  .spyOn(console, 'warn')
  .mockImplementation((...args: Parameters<typeof warn>) => {
    if (!String(args[0]).includes('[JSS]')) {
      warn(...args);
    }
  });
