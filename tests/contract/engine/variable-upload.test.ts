/** Variables sent as forms, with and without a file name, as `curl -F data=@scan.pdf` and `curl -F data=text` do. */
import { expect, it } from 'vitest';
import { useEngine } from '../../support/engine-suite.ts';
import { processXml, sequence, userTask } from '../../support/small-process.ts';

const engine = useEngine((client) =>
  client.deploy({ 'p.bpmn': processXml('p', sequence(userTask('look'))) }),
);

const BYTES = Uint8Array.of(0, 255, 137, 80, 13, 10, 128);

/** A part of a form; without `filename` and `type` it is sent as plain text. */
interface Part {
  content: string | Uint8Array;
  filename?: string;
  type?: string;
}

/** Sends the form by hand: `fetch` gives every file a name. */
async function upload(path: string, parts: Record<string, Part>): Promise<number> {
  const pieces = Object.entries(parts).flatMap(([name, { content, filename, type }]) => [
    `--b\r\ncontent-disposition: form-data; name="${name}"${filename ? `; filename="${filename}"` : ''}\r\n`,
    `${type ? `content-type: ${type}\r\n` : ''}\r\n`,
    content,
    '\r\n',
  ]);
  const body = new Blob([...pieces.map((piece) => Buffer.from(piece as string)), '--b--\r\n']);
  const headers = { 'content-type': 'multipart/form-data; boundary=b' };
  return (await fetch(`${engine.url}${path}/data`, { method: 'POST', headers, body })).status;
}

const download = async (path: string) => {
  const response = await fetch(`${engine.url}${path}/data`);
  return { type: response.headers.get('content-type'), bytes: new Uint8Array(await response.arrayBuffer()) };
};

it('holds bytes unless the form says it is a file', async () => {
  const id = await engine.client.start('p');
  const [task] = await engine.client.get<{ id: string }[]>(`/task?processInstanceId=${id}`);
  const owners = [`/process-instance/${id}/variables`, `/execution/${id}/localVariables`];
  for (const owner of [...owners, `/task/${task?.id}/variables`, `/task/${task?.id}/localVariables`]) {
    const path = `${owner}/scan`;
    expect(await upload(path, { data: { content: BYTES, filename: 'scan.png' } }), path).toBe(204);
    expect(await engine.client.get(`${path}?deserializeValue=false`)).toMatchObject({ type: 'Bytes' });
    expect((await download(path)).bytes).toEqual(BYTES);
  }
});

it('keeps the name and the type of a file', async () => {
  const path = `/process-instance/${await engine.client.start('p')}/variables/scan`;
  const file = { content: BYTES, filename: 'scan.png', type: 'image/png' };
  expect(await upload(path, { data: file, valueType: { content: 'File' } })).toBe(204);
  const valueInfo = { filename: 'scan.png', mimeType: 'image/png' };
  expect(await engine.client.get(path)).toMatchObject({ type: 'File', valueInfo });
  expect(await download(path)).toEqual({ type: 'image/png', bytes: BYTES });
});

it('needs no name for bytes, but for a file', async () => {
  const path = `/process-instance/${await engine.client.start('p')}/variables/note`;
  expect(await upload(path, { data: { content: BYTES } })).toBe(204);
  expect((await download(path)).bytes).toEqual(BYTES);
  const file = { data: { content: BYTES }, valueType: { content: 'File' } };
  expect(await upload(path, file)).toBeGreaterThanOrEqual(400);
});

it('may be an object of a class, written as JSON', async () => {
  const path = `/process-instance/${await engine.client.start('p')}/variables/list`;
  const type = { content: 'java.util.ArrayList<java.lang.Object>' };
  const data = { content: '["a",1]', type: 'application/json' };
  expect(await upload(path, { data, type })).toBe(204);
  expect(await engine.client.get(path)).toMatchObject({ type: 'Object', value: ['a', 1] });
  expect(await upload(path, { data: { ...data, type: 'text/plain' }, type })).toBe(400);
});

it('is refused without its bytes, and of another type', async () => {
  const path = `/process-instance/${await engine.client.start('p')}/variables/none`;
  expect(await upload(path, { valueType: { content: 'Bytes' } })).toBeGreaterThanOrEqual(400);
  expect(await upload(path, { data: { content: 'x' }, valueType: { content: 'none' } })).toBe(400);
  expect((await engine.client.request('GET', path)).status).toBe(404);
});
