import { demo, startDemo } from '../demo.mjs';

/** `npm start`: the portal with the demo clouds, until interrupted. */
export async function run({ root }) {
  let end;
  const ended = new Promise(resolve => {
    end = resolve;
  });
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => end(0));
  }
  const group = await startDemo({
    root,
    onExit: name => {
      console.error(`\nThe ${name} process ended; stopping the others.`);
      end(1);
    },
  });
  console.log(
    [
      '',
      '  The portal is up. Its fleet is measured within a minute or two.',
      '',
      `    Portal              ${demo.portal}`,
      `    Slack inbox         ${demo.clouds}/slack/inbox`,
      `    PagerDuty inbox     ${demo.clouds}/pagerduty`,
      `    Mail inbox          ${demo.clouds}/mail`,
      `    Demo clouds         ${demo.clouds}`,
      '',
      '  Press Ctrl+C to stop.',
      '',
    ].join('\n'),
  );
  const code = await ended;
  await group.stop();
  return code;
}
