import type { FastifyError, FastifyRequest } from 'fastify';
import { EngineError } from '../usecases/errors.ts';

/** A file in a form. */
export interface FormFile {
  /** The name of its part. */
  fieldname: string;
  filename: string;
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
 * @throws EngineError 400 when the body is no such form or ends too early; Fastify's error 413 when it is too large.
 */
export async function readMultipart(request: FastifyRequest): Promise<MultipartForm> {
  const form: MultipartForm = { fields: {}, files: [] };
  try {
    for await (const part of request.parts()) {
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
