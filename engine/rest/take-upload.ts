import type { FastifyRequest } from 'fastify';
import { invalidRequest } from '../usecases/errors.ts';
import type { VariableInput } from '../usecases/variables/parse-variable.ts';

/** Reads the multipart form that carries a File or Bytes variable: part `data`, and `valueType` (default File). */
export async function takeUpload(request: FastifyRequest): Promise<VariableInput> {
  if (!request.isMultipart()) throw invalidRequest('A multipart/form-data body is expected.');
  let type = 'File';
  let upload: { bytes: Buffer; filename: string; mimetype: string } | undefined;
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      upload = { bytes: await part.toBuffer(), filename: part.filename, mimetype: part.mimetype };
    } else if (part.fieldname === 'valueType' && typeof part.value === 'string') {
      type = part.value;
    }
  }
  if (!upload) throw invalidRequest("No part 'data' with a file in the form.");
  const value = upload.bytes.toString('base64');
  if (type.toLowerCase() === 'bytes') return { type: 'Bytes', value };
  return { type: 'File', value, valueInfo: { filename: upload.filename, mimeType: upload.mimetype } };
}
