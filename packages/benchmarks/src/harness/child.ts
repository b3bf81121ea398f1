import { type PartName, parts } from './parts';
import type { ChildMessage } from './runPart';

/** Runs one part and tells the parent what it came to. Arguments: name of the part; its options as JSON. */
async function main(): Promise<ChildMessage> {
  const [name, options] = process.argv.slice(2);
  const part = await parts[name as PartName]();
  const result = await (part as (given: unknown) => Promise<unknown>)(
    JSON.parse(options),
  );
  // Kibibytes. The parent must stay smaller than its children: a process begins with the figure of its parent.
  const { maxRSS } = process.resourceUsage();
  return { result, peakRssMb: (maxRSS * 1024) / 1e6 };
}

main()
  .catch((error): ChildMessage => ({ error: error.stack ?? String(error) }))
  .then(message => process.send?.(message));
