import type { LoggerService } from '@backstage/backend-plugin-api';

/** Says what went wrong, on standard error, and nothing else. */
export const quietLogger: LoggerService = {
  error: message => console.error(String(message)),
  warn: message => console.error(String(message)),
  info: () => {},
  debug: () => {},
  child: () => quietLogger,
};
