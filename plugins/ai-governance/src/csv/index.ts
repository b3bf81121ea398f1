/**
 * Files for spreadsheets.
 */
export { saveCsv } from './saveCsv';
