/** Some logs could not be read; what could be was measured. */
export class IncompleteLogsError extends Error {
  readonly name = 'IncompleteLogsError';

  constructor(problems: string[]) {
    const shown = problems.slice(0, 3).join('; ');
    const more = problems.length > 3 ? ` and ${problems.length - 3} more` : '';
    super(
      `Everything else was measured, but ${
        problems.length === 1
          ? 'one part of the logs'
          : `${problems.length} parts of the logs`
      } could not be read: ${shown}${more}`,
    );
  }
}
