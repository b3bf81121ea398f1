import { fromHour, toHour } from '../database/time';
import { addressOf, findGroundTruth } from '../labels/LabelFiles';
import type { LabelEntry } from './LabelLedger';
import type { StoredOutcomeGrid } from './OutcomeGridStore';
import type { OutcomeParts, OutcomeTask } from './OutcomeIngestion';

/** Label objects that the ledger does not know, or knows with other content. */
export async function findFresh(
  { groundTruth, ledger, options }: OutcomeParts,
  { model, untilHour, now, signal }: OutcomeTask,
  { basis }: StoredOutcomeGrid,
): Promise<Map<string, LabelEntry>> {
  const fresh = new Map<string, LabelEntry>();
  for (const uri of basis.labelSources.map(addressOf)) {
    const source = findGroundTruth(groundTruth, uri);
    const last = await ledger.lastHour(model.id, uri);
    const earliest = untilHour - options.lookbackHours;
    const sinceHour =
      last === undefined
        ? earliest
        : Math.max(earliest, last - options.latenessHours);
    const known = await ledger.since(model.id, [uri], sinceHour);
    const pages = source.list({
      entity: model.entity,
      uri,
      since: fromHour(sinceHour),
      until: fromHour(toHour(now) + 1),
      signal,
    });
    for await (const page of pages) {
      for (const { key, etag, size, hour } of page) {
        if (known.get(key)?.etag !== etag) {
          fresh.set(key, {
            key,
            etag,
            size,
            source: uri,
            hour: toHour(hour),
          });
        }
      }
    }
  }
  return fresh;
}
