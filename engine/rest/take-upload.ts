import type { FastifyRequest } from 'fastify';
import { VariableUpload } from '../../schemas/camunda/variables.ts';
import { invalidRequest } from '../usecases/errors.ts';
import type { VariableInput } from '../usecases/variables/parse-variable.ts';
import { parseRequest } from './parse-request.ts';
import { readMultipart } from './read-multipart.ts';

/**
 * Reads the multipart form that carries a variable, as Camunda's `AbstractVariablesResource` does: part `data` holds its bytes, with a
 * file name or without; `valueType` is Bytes or File. Where a part `type` names a class, `data` is the JSON of an object.
 *
 * @throws EngineError 400 when a part is missing or of another type.
 */
export async function takeUpload(request: FastifyRequest): Promise<VariableInput> {
  if (!request.isMultipart()) throw invalidRequest('A multipart/form-data body is expected.');
  const { fields, files } = await readMultipart(request, ['data']);
  const data = files.findLast(({ fieldname }) => fieldname === 'data');
  if (!data) throw invalidRequest("The form has no part 'data'.");
  const { valueType, type } = parseRequest(VariableUpload.omit({ data: true }), fields);
  if (type !== undefined) {
    if (data.mimetype !== 'application/json')
      throw invalidRequest(`Unrecognized content type for serialized java type: ${data.mimetype}`);
    const valueInfo = { objectTypeName: type, serializationDataFormat: 'application/json' };
    return { type: 'Object', value: data.bytes.toString(), valueInfo };
  }
  const value = data.bytes.toString('base64');
  switch (valueType.toLowerCase()) {
    case 'bytes':
      return { type: 'Bytes', value };
    case 'file':
      return { type: 'File', value, valueInfo: { filename: data.filename, mimeType: data.mimetype } };
    default:
      throw invalidRequest("The part 'valueType' must be 'Bytes' or 'File'.");
  }
}
