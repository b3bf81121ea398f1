/** Style of the first cell of each row: it stays in sight while a narrow screen scrolls the rest. */
export const STICKY_CELL = {
  position: 'sticky',
  left: 0,
  zIndex: 1,
  // Opaque, that of the row.
  backgroundColor: 'inherit',
} as const;
