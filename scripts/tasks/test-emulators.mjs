import { startMoto, whyNoMoto } from '../moto.mjs';
import { runCommand } from '../processes.mjs';

/** `npm run test:emulators`: our AWS clients against moto, an emulator that we have not written. */
export async function run({ root, args }) {
  const reason = whyNoMoto();
  if (reason) {
    console.error(`${reason} moto is a Python program.`);
    return 1;
  }
  const moto = await startMoto({ root });
  try {
    return await runCommand(
      'yarn',
      [
        'backstage-cli',
        'repo',
        'test',
        '--watchAll=false',
        '--testTimeout=60000',
        '--testPathPatterns=\\.emulator\\.test\\.ts$',
        ...args,
      ],
      {
        cwd: root,
        env: { ...process.env, AI_GOVERNANCE_MOTO_URL: moto.url },
      },
    );
  } finally {
    await moto.stop();
  }
}
