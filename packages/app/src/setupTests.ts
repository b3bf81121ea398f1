import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// jsdom cannot parse the media queries that Material UI inserts, and says so on every render.
const { warn } = console;
jest
  .spyOn(console, 'warn')
  .mockImplementation((...args: Parameters<typeof warn>) => {
    if (!String(args[0]).includes('[JSS]')) {
      warn(...args);
    }
  });

// The portal loads its plugins in chunks, which a busy machine does slowly.
configure({ asyncUtilTimeout: 45_000 });
jest.setTimeout(120_000);
