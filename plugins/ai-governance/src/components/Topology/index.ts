export { FleetTopology } from './FleetTopology';
export { TopologyPanel } from './TopologyPanel';
