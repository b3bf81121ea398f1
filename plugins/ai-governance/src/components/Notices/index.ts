export { CaptureOff } from './CaptureOff';
export { FirstRunPending } from './FirstRunPending';
export { LastRunFailed } from './LastRunFailed';
export { NotAllowed, NotKnown, NotMonitored } from './NotShown';
export { NoMatch } from './NoMatch';
export { Notice } from './Notice';
