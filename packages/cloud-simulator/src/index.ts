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
export {
  hmac,
  type CallbackResult,
  type PortalCallbacks,
} from './callbacks/callbacks';
export type {
  AcceptedChange,
  AcceptedEvent,
  IncidentLogEntry,
  IncidentStatus,
  SimulatedIncident,
} from './pagerduty/PagerDutyAccount';
export { webhookBody } from './pagerduty/sendWebhook';
export { pressBody } from './slack/interactivity';
export type { ReceivedMail } from './smtp/Mailbox';
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
