import type { FastifyError, FastifyRequest } from 'fastify';
import { EngineError } from '../usecases/errors.ts';

/** A file in a form. */
export interface FormFile {
  /** The name of its part. */
  fieldname: string;
  /** Without one the part may still hold bytes. */
  filename: string | undefined;
  mimetype: string;
  bytes: Buffer;
}

/** What a multipart form holds. */
export interface MultipartForm {
  fields: Record<string, unknown>;
  files: FormFile[];
}

/**
 * Reads a multipart form.
 *
 * @param binary - parts that are files even without a file name, such as `curl -F data=…` sends them.
 * @throws EngineError 400 when the body is no such form or ends too early; Fastify's error 413 when it is too large.
 */
export async function readMultipart(
  request: FastifyRequest,
  binary: readonly string[] = [],
): Promise<MultipartForm> {
  const form: MultipartForm = { fields: {}, files: [] };
  const isPartAFile = (name: string | undefined, type: string | undefined, filename: string | undefined) =>
    filename !== undefined || type === 'application/octet-stream' || binary.includes(name ?? '');
  try {
    for await (const part of request.parts({ isPartAFile })) {
      if (part.type === 'field') form.fields[part.fieldname] = part.value;
      else {
        const { fieldname, filename, mimetype } = part;
        form.files.push({ fieldname, filename, mimetype, bytes: await part.toBuffer() });
      }
    }
  } catch (error) {
    // The parser tells its limits by a status; that the form is broken it tells by a plain error.
    if ((error as Partial<FastifyError>).statusCode !== undefined) throw error;
    throw new EngineError(400, 'RestException', 'multipart/form-data cannot be processed', { cause: error });
  }
  return form;
}
