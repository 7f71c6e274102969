import type { FastifyRequest } from 'fastify';
import { VariableUpload } from '../../schemas/camunda/variables.ts';
import { invalidRequest } from '../usecases/errors.ts';
import type { VariableInput } from '../usecases/variables/parse-variable.ts';
import { parseRequest } from './parse-request.ts';
import { readMultipart } from './read-multipart.ts';

/** Reads the multipart form that carries a File or Bytes variable: part `data`, and `valueType` (default File). */
export async function takeUpload(request: FastifyRequest): Promise<VariableInput> {
  if (!request.isMultipart()) throw invalidRequest('A multipart/form-data body is expected.');
  const { fields, files } = await readMultipart(request);
  const upload = files.at(-1);
  if (!upload) throw invalidRequest("No part 'data' with a file in the form.");
  const { valueType } = parseRequest(VariableUpload, fields);
  const value = upload.bytes.toString('base64');
  if (valueType.toLowerCase() === 'bytes') return { type: 'Bytes', value };
  return { type: 'File', value, valueInfo: { filename: upload.filename, mimeType: upload.mimetype } };
}
