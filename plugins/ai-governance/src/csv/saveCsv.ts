/** Hands text to the browser as a CSV file. @param name - of the file */
export function saveCsv(text: string, name: string): void {
  // The byte order mark makes spreadsheets read the file as UTF-8.
  const file = new Blob(['\ufeff', text], { type: 'text/csv;charset=utf-8' });
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
