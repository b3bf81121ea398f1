/**
 * Clouds for demos and tests: SageMaker, S3, STS and Slack on the wire.
 *
 * @packageDocumentation
 */
export { CloudSimulator, type CloudSimulatorOptions } from './CloudSimulator';
export type { FaultEffect, SimulatorFault } from './faults/FaultRegistry';
export { demoFleet } from './fleet/demoFleet';
export * from './fleet/azureTypes';
export * from './fleet/types';
export type { RequestRecord } from './http/RequestLog';
export type { ServiceName } from './http/wire';
export type { SlackInboxMessage } from './slack/SlackWorkspace';
export {
  captureRecord,
  type CaptureEncoding,
  type CapturePayload,
  type CaptureRecordOptions,
} from './traffic/captureRecord';
export {
  syntheticColumns,
  writeCaptureFile,
  type CaptureFileOptions,
} from './traffic/writeCaptureFile';
