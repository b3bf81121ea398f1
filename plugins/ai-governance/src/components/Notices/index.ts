export { CaptureOff } from './CaptureOff';
export { FirstRunPending } from './FirstRunPending';
export { LastRunFailed } from './LastRunFailed';
export { NotAllowed, NotKnown, NotMonitored } from './NotShown';
