import type { IDataObject, IExecuteFunctions, IHttpRequestMethods } from 'n8n-workflow';

/** Calls Directus with the credential of the node; answers the `data` of its body. */
export async function directusRequest<Data>(
  node: IExecuteFunctions,
  request: { method: IHttpRequestMethods; path: string; query?: IDataObject; body?: IDataObject },
): Promise<Data> {
  const { baseUrl } = await node.getCredentials<{ baseUrl: string }>('njiaApi');
  const answer = (await node.helpers.httpRequestWithAuthentication.call(node, 'njiaApi', {
    method: request.method,
    url: `${baseUrl.replace(/\/$/, '')}${request.path}`,
    json: true,
    ...(request.query && { qs: request.query }),
    ...(request.body && { body: request.body }),
  })) as { data: Data };
  return answer.data;
}
