import type { WorkspaceId } from './arm/ids';

const STUDIOS: Record<string, string> = {
  'management.usgovcloudapi.net': 'https://ml.azure.us',
  'management.chinacloudapi.cn': 'https://studio.ml.azure.cn',
};

/** Address of Azure ML studio. @param endpoint - of Azure Resource Manager; public Azure when absent */
export function studioUrl(endpoint: string | undefined): string {
  const host = endpoint && new URL(endpoint).hostname;
  return (host && STUDIOS[host]) || 'https://ml.azure.com';
}

/** The studio's page for an endpoint. */
export function endpointPage(
  studio: string,
  workspace: WorkspaceId,
  name: string,
): string {
  return `${studio}/endpoints/realtime/${encodeURIComponent(
    name,
  )}/detail?wsid=${encodeURI(workspace.id)}`;
}

/** The studio's page for a version of a model. */
export function modelPage(
  studio: string,
  workspace: WorkspaceId,
  name: string,
  version: string,
): string {
  return `${studio}/model/${encodeURIComponent(name)}:${encodeURIComponent(
    version,
  )}/details?wsid=${encodeURI(workspace.id)}`;
}
