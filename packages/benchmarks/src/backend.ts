/* eslint-disable @backstage/no-forbidden-package-imports */
/**
 * The one door to the inside of the backend plugin. Benchmarks measure services that it keeps to itself, wired as its
 * `createServices` wires them; nothing else may reach in here.
 */
export { migrationsDirectory } from '@ai-governance/plugin-ai-governance-backend/src/database/migrations';
export { IngestionService } from '@ai-governance/plugin-ai-governance-backend/src/ingestion/IngestionService';
export { LogFetcher } from '@ai-governance/plugin-ai-governance-backend/src/ingestion/LogFetcher';
export {
  type Model,
  ModelStore,
} from '@ai-governance/plugin-ai-governance-backend/src/models/ModelStore';
export { MonitorService } from '@ai-governance/plugin-ai-governance-backend/src/monitors/MonitorService';
export { MonitorStore } from '@ai-governance/plugin-ai-governance-backend/src/monitors/MonitorStore';
export { GridStore } from '@ai-governance/plugin-ai-governance-backend/src/profiles/GridStore';
export { ProfileStore } from '@ai-governance/plugin-ai-governance-backend/src/profiles/ProfileStore';
export { LedgerStore } from '@ai-governance/plugin-ai-governance-backend/src/profiles/LedgerStore';
export { DuckDbProfilingEngine } from '@ai-governance/plugin-ai-governance-backend/src/profiling/DuckDbProfilingEngine';
export { readOptions } from '@ai-governance/plugin-ai-governance-backend/src/readOptions';
