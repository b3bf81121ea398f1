import { startPostgres } from '../postgres.mjs';
import { runCommand } from '../processes.mjs';

const CHECKS = [
  ['type check', ['tsc', '--noEmit', '--incremental', 'false']],
  ['lint', ['backstage-cli', 'repo', 'lint', '--max-warnings', '0']],
  ['format', ['prettier', '--check', '--log-level', 'warn', '.']],
];

/** `npm test`: type check, lint and every test that needs no browser, on SQLite and on PostgreSQL. */
export async function run({ root, args }) {
  const failed = [];
  if (args.length === 0) {
    for (const [name, command] of CHECKS) {
      console.log(`\n== ${name}`);
      if ((await runCommand('yarn', command, { cwd: root })) !== 0) {
        failed.push(name);
      }
    }
  }
  console.log('\n== tests, on SQLite and PostgreSQL');
  const postgres = await startPostgres();
  try {
    const code = await runCommand(
      'yarn',
      [
        'backstage-cli',
        'repo',
        'test',
        '--watchAll=false',
        // Tests do real work, and may have to share two cores with others.
        '--testTimeout=60000',
        ...args,
      ],
      {
        cwd: root,
        env: {
          ...process.env,
          BACKSTAGE_TEST_DISABLE_DOCKER: '1',
          BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING:
            postgres.connectionString,
          // Tests refuse to run on SQLite alone when this is set.
          AI_GOVERNANCE_REQUIRE_POSTGRES: '1',
        },
      },
    );
    if (code !== 0) {
      failed.push('tests');
    }
  } finally {
    await postgres.stop();
  }
  console.log(
    failed.length === 0
      ? '\nAll checks passed.'
      : `\nFailed: ${failed.join(', ')}`,
  );
  return failed.length === 0 ? 0 : 1;
}
