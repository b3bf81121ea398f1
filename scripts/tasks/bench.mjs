import { runCommand } from '../processes.mjs';
import { startPostgres } from '../postgres.mjs';

/** `npm run bench [-- name …]`: measures what the product promises; all of it, or the named benchmarks. */
export async function run({ root, args }) {
  const postgres = await startPostgres();
  try {
    return await runCommand(
      'yarn',
      ['workspace', '@ai-governance/benchmarks', 'start', ...args],
      {
        cwd: root,
        env: { ...process.env, BENCH_POSTGRES: postgres.connectionString },
      },
    );
  } finally {
    await postgres.stop();
  }
}
