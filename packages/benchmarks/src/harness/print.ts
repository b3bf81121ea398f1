import type { Figure, Measurement, NotMeasured } from './measurement';

/**
 * A number with three significant digits, thousands apart, and its unit.
 * @example `0.412 s`, `163 000 rows/s`
 */
export function formatFigure({ value, unit }: Omit<Figure, 'name'>): string {
  const rounded = Number(value.toPrecision(3));
  const text =
    Math.abs(rounded) >= 1000
      ? String(rounded).replace(/\B(?=(\d{3})+$)/g, ' ')
      : String(rounded);
  return unit === '' ? text : `${text} ${unit}`;
}

/** A measurement as lines of text. */
export function formatMeasurement(
  measured: Measurement | NotMeasured,
): string[] {
  if ('notMeasured' in measured) {
    return [`  ${measured.name}: not measured, ${measured.notMeasured}`];
  }
  return [
    `  ${measured.name}: ${formatFigures(measured.figures)}`,
    ...measured.beside.map(
      ({ name, figures }) =>
        `    beside it, ${name}: ${formatFigures(figures)}`,
    ),
    ...measured.targets.map(
      ({ text, met }) => `    ${met ? 'met   ' : 'MISSED'} ${text}`,
    ),
  ];
}

function formatFigures(figures: Figure[]): string {
  return figures
    .map(figure => `${figure.name} ${formatFigure(figure)}`)
    .join(', ');
}
