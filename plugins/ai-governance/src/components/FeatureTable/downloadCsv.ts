import type { DriftRun } from '@ai-governance/plugin-ai-governance-common';
import { saveCsv } from '../../csv';
import { driftCsv, driftCsvName } from '../../drift';

/** Hands a run to the browser as a CSV file. */
export function downloadCsv(run: DriftRun): void {
  saveCsv(driftCsv(run), driftCsvName(run));
}
