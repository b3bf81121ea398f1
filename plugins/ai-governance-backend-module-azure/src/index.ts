/**
 * Reads the Azure ML data collector from Blob Storage and service metrics from Azure Monitor for AI governance.
 *
 * @packageDocumentation
 */
export { aiGovernanceModuleAzure as default } from './module';
export { BlobCollectorLogSource } from './blob/BlobCollectorLogSource';
export { AzureMonitorMetricsSource } from './monitor/AzureMonitorMetricsSource';
