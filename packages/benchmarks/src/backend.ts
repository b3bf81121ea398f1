/* eslint-disable @backstage/no-forbidden-package-imports, @backstage/no-mixed-plugin-imports, no-restricted-imports */
/**
 * The one door to the inside of the backend plugin. Benchmarks measure services that it keeps to itself, wired as its
 * `createServices` wires them; nothing else may reach in here.
 */
export {
  runStorm,
  type StormReport,
} from '@ai-governance/plugin-ai-governance-backend/src/alerts/__testUtils__/storm';
export { readAlerting } from '@ai-governance/plugin-ai-governance-backend/src/alerts/config/readAlerting';
export { DecisionRun } from '@ai-governance/plugin-ai-governance-backend/src/alerts/decisions/DecisionRun';
export { AlertIntake } from '@ai-governance/plugin-ai-governance-backend/src/alerts/intake/AlertIntake';
export { AlertQueries } from '@ai-governance/plugin-ai-governance-backend/src/alerts/queries/AlertQueries';
export { AlertRuleService } from '@ai-governance/plugin-ai-governance-backend/src/alerts/rules/AlertRuleService';
export { AlertQueryStore } from '@ai-governance/plugin-ai-governance-backend/src/alerts/store/AlertQueryStore';
export { AlertStore } from '@ai-governance/plugin-ai-governance-backend/src/alerts/store/AlertStore';
export { migrationsDirectory } from '@ai-governance/plugin-ai-governance-backend/src/database/migrations';
export { DriftService } from '@ai-governance/plugin-ai-governance-backend/src/drift/DriftService';
export { DriftStore } from '@ai-governance/plugin-ai-governance-backend/src/drift/DriftStore';
export { FindingService } from '@ai-governance/plugin-ai-governance-backend/src/findings/FindingService';
export { FindingStore } from '@ai-governance/plugin-ai-governance-backend/src/findings/FindingStore';
export { FleetService } from '@ai-governance/plugin-ai-governance-backend/src/fleet/FleetService';
export { FleetStore } from '@ai-governance/plugin-ai-governance-backend/src/fleet/FleetStore';
export { IngestionService } from '@ai-governance/plugin-ai-governance-backend/src/ingestion/IngestionService';
export { LogFetcher } from '@ai-governance/plugin-ai-governance-backend/src/ingestion/LogFetcher';
export { ModelStore } from '@ai-governance/plugin-ai-governance-backend/src/models/ModelStore';
export { MonitorService } from '@ai-governance/plugin-ai-governance-backend/src/monitors/MonitorService';
export { MonitorStore } from '@ai-governance/plugin-ai-governance-backend/src/monitors/MonitorStore';
export { BaselineStore } from '@ai-governance/plugin-ai-governance-backend/src/profiles/BaselineStore';
export { GridStore } from '@ai-governance/plugin-ai-governance-backend/src/profiles/GridStore';
export { LedgerStore } from '@ai-governance/plugin-ai-governance-backend/src/profiles/LedgerStore';
export { ProfileSeries } from '@ai-governance/plugin-ai-governance-backend/src/profiles/ProfileSeries';
export { ProfileStore } from '@ai-governance/plugin-ai-governance-backend/src/profiles/ProfileStore';
export { DuckDbProfilingEngine } from '@ai-governance/plugin-ai-governance-backend/src/profiling/DuckDbProfilingEngine';
export { readOptions } from '@ai-governance/plugin-ai-governance-backend/src/readOptions';
