export { ChannelsPanel } from './ChannelsPanel';
