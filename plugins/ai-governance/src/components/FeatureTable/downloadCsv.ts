import type { DriftRun } from '@ai-governance/plugin-ai-governance-common';
import { driftCsv, driftCsvName } from '../../drift';

/** Hands a run to the browser as a CSV file. */
export function downloadCsv(run: DriftRun): void {
  // The byte order mark makes spreadsheets read the file as UTF-8.
  const file = new Blob(['\ufeff', driftCsv(run)], {
    type: 'text/csv;charset=utf-8',
  });
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = driftCsvName(run);
  link.click();
  URL.revokeObjectURL(url);
}
