/** Requests that no well-meant client sends: each gets an error as Camunda 7 writes it, and changes nothing. */
import { describe, expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, userTask } from '../../support/small-process.ts';

const engine = useEngine((client) =>
  client.deploy({ 'p.bpmn': processXml('p', sequence(userTask('look'))) }),
);

interface Refusal {
  status: number;
  contentType: string | null;
  body: { type: string; message: string; code: number | null };
}

async function send(
  method: string,
  path: string,
  body?: string,
  type = 'application/json',
): Promise<Refusal> {
  const response = await fetch(`${engine.url}${path}`, {
    method,
    ...(body === undefined ? {} : { body, headers: { 'content-type': type } }),
  });
  const { status, headers } = response;
  return {
    status,
    contentType: headers.get('content-type'),
    body: (await response.json()) as Refusal['body'],
  };
}

describe('an address', () => {
  it.each([
    ['that is no valid URL', '/task/%zz', 400, 'The address is not valid.'],
    ['that is no valid UTF-8', '/task/%ff/variables', 400, 'The address is not valid.'],
    ['with an endless id', `/task/${'x'.repeat(2_000)}`, 414, 'The address holds an id that is too long.'],
  ])('%s is refused and not repeated', async (_what, path, status, message) => {
    const answer = await send('GET', path);
    expect(answer).toEqual({
      status,
      contentType: 'application/json',
      body: { type: 'InvalidRequestException', message, code: null },
    });
  });
});

describe('a form', () => {
  const DEPLOY = '/deployment/create';
  const part = '--b\r\ncontent-disposition: form-data; name="f"; filename="f.bpmn"\r\n\r\n';
  it.each([
    ['without a boundary', `${part}x\r\n--b--\r\n`, 'multipart/form-data'],
    ['that ends in the middle of a part', `${part}<defin`, 'multipart/form-data; boundary=b'],
    ['that is empty', '', 'multipart/form-data; boundary=b'],
  ])('%s is refused', async (_what, form, type) => {
    const id = await engine.client.start('p');
    const [task] = await engine.client.get<{ id: string }[]>(`/task?processInstanceId=${id}`);
    const attach = `/task/${task?.id}/attachment/create`;
    for (const path of [DEPLOY, attach, `/process-instance/${id}/variables/file/data`]) {
      const answer = await send('POST', path, form, type);
      expect(answer.status, path).toBe(400);
      expect(answer.body.type).toMatch(/^(Rest|InvalidRequest)Exception$/);
    }
    expect(await engine.client.get(`/process-instance/${id}/variables`)).toEqual({});
  });
});

describe('a body', () => {
  const START = '/process-definition/key/p/start';
  const nested = (depth: number) =>
    `{"variables":{"a":{"value":${'['.repeat(depth)}"[{\\"[${'x'.repeat(2_000)}"${']'.repeat(depth)}}}}`;

  it('may be nested as deeply as the one of Camunda, and no deeper', async () => {
    const { body: started } = await send('POST', START, nested(900));
    const { id } = started as unknown as { id: string };
    const variables = await engine.client.get<Record<string, { type: string }>>(
      `/process-instance/${id}/variables`,
    );
    expect(variables['a']).toMatchObject({ type: 'Json' });
    for (const depth of [1_001, 200_000]) {
      expect(await send('POST', START, nested(depth))).toMatchObject({
        status: 400,
        body: { type: 'InvalidRequestException', message: '', code: null },
      });
    }
  });

  it('with half of a character in the value of a variable is refused: it would become another one', async () => {
    const value = '"a\\ud800b"';
    const variables = `{"letter":{"value":${value}}}`;
    const refused = {
      status: 400,
      body: { message: expect.stringContaining('Text must not contain half of a character') as unknown },
    };
    expect(await send('POST', START, `{"variables":${variables}}`)).toMatchObject(refused);
    const message = `{"messageName":"m","correlationKeys":${variables}}`;
    expect(await send('POST', '/message', message)).toMatchObject(refused);
  });

  it('with a name that no index takes is refused as a whole', async () => {
    const businessKey = Array.from({ length: 20_000 }, (_, index) => index.toString(36)).join('');
    const variables = { letter: { value: 'x' } };
    const before = await engine.client.get('/process-instance/count');
    expect(await send('POST', START, JSON.stringify({ businessKey, variables }))).toMatchObject({
      status: 400,
      body: { type: 'InvalidRequestException', message: expect.stringContaining('too long') as unknown },
    });
    expect(await engine.client.get('/process-instance/count')).toEqual(before);
  });

  it('with a whole character beyond the first 65,536 is taken as it is', async () => {
    const id = await engine.client.start('p', { letter: '𝔫jia' });
    expect(await engine.client.get(`/process-instance/${id}/variables/letter`)).toMatchObject({
      value: '𝔫jia',
    });
  });
});

describe('a method that an address is not served by', () => {
  it.each([
    ['DELETE', '/version', 'GET, HEAD'],
    ['PATCH', '/task/none?x=1', 'DELETE, GET, HEAD, PUT'],
    ['POST', '/engine/default/version', 'GET, HEAD'],
    ['PUT', '/batch/count', 'GET, HEAD, POST'],
    ['QUERY', '/task', 'GET, HEAD, POST'],
  ])('%s %s is refused with those it is', async (method, path, allow) => {
    const response = await fetch(`${engine.url}${path}`, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, allow]);
    expect(await response.json()).toMatchObject({ type: 'NotAllowedException', code: null });
  });

  it('of an address that nobody serves is refused as that address is', async () => {
    for (const path of ['/none', '/engine/default/none', '/engine/none/version'])
      expect((await send('PATCH', path)).status, path).toBe(404);
  });
});
