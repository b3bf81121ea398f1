import type { MonitoredColumn } from '@ai-governance/plugin-ai-governance-common';
import type {
  InspectedColumn,
  PayloadInspection,
} from '@ai-governance/plugin-ai-governance-node';

/** A number in all but a few rows, of which there are more than a handful, is measured as a number. */
const NUMERIC_SHARE = 0.98;
const FEW_VALUES = 10;
const MANY_CATEGORIES = 1000;

/**
 * Makes monitored columns of what a payload was found to hold. Columns without a name in the payload are called
 * after their position. Free text and ids, recognised by their many distinct values, are left out.
 */
export function inferColumns(inspection: PayloadInspection): MonitoredColumn[] {
  const names = new Set<string>();
  return inspection.columns.flatMap(column => {
    const type = typeOf(column);
    if (column.present === 0 || !type) {
      return [];
    }
    const plain =
      typeof column.at === 'string'
        ? column.at
        : `${column.role === 'feature' ? 'column' : 'prediction'}_${column.at}`;
    const name = names.has(plain) ? `${column.role}_${plain}` : plain;
    names.add(name);
    return [{ name, type, role: column.role, at: column.at }];
  });
}

function typeOf(column: InspectedColumn): MonitoredColumn['type'] | undefined {
  if (column.numericShare >= NUMERIC_SHARE && column.distinct > FEW_VALUES) {
    return 'numeric';
  }
  return column.distinct <= MANY_CATEGORIES ? 'categorical' : undefined;
}
