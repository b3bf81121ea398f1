let nextEvent = 0;

/** An event of the Azure ML data collector with an id of its own, as a line. */
export function event(
  side: 'input' | 'output',
  options: {
    data?: unknown;
    /** Correlation id; none of either kind when absent. */
    request?: string;
    id?: string;
    /** Replaces what is said of the type, or adds fields. */
    fields?: Record<string, unknown>;
  },
): string {
  return JSON.stringify({
    specversion: '1.0',
    id: options.id ?? `event-${nextEvent++}`,
    source: '/subscriptions/s/onlineEndpoints/e/deployments/blue',
    type: `azureml.inference.model_${side}s`,
    datacontenttype: 'application/json',
    time: '2024-05-01T10:00:00Z',
    data: options.data,
    contentrange: 'bytes 0-1/2',
    correlationid: options.request,
    xrequestid: options.request,
    modelversion: 'default',
    collectdatatype: 'pandas.core.frame.DataFrame',
    agent: 'azureml-ai-monitoring/0.1.0b4',
    ...options.fields,
  });
}
