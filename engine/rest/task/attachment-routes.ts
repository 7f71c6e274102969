import { z } from 'zod';
import type { AtomLink } from '../../../schemas/camunda/answers/fields.ts';
import { SentAttachment } from '../../../schemas/camunda/answers/tasks.ts';
import type { FastifyRequest } from 'fastify';
import { AttachmentForm } from '../../../schemas/camunda/tasks.ts';
import type { Engine } from '../../usecases/engine.ts';
import { invalidRequest } from '../../usecases/errors.ts';
import {
  createAttachment,
  readAttachment,
  readAttachmentData,
  readAttachments,
  removeAttachment,
} from '../../usecases/user-tasks/attachments.ts';
import type { Attachment, NewAttachment } from '../../usecases/user-tasks/attachments.ts';
import { linkTo } from '../link-to.ts';
import { BYTES, NOTHING } from '../openapi/answers.ts';
import { readMultipart } from '../read-multipart.ts';
import { parseRequest } from '../parse-request.ts';
import { ById, OneAttachment } from '../path-parameters.ts';
import { does } from '../rest-app.ts';
import type { RestApp } from '../rest-app.ts';
import { sendDownload } from '../send-download.ts';

/** Serves files and links that people put beside tasks. */
export function registerAttachmentRoutes(app: RestApp, engine: Engine): void {
  app.get(
    '/task/:id/attachment',
    does('Lists attachments', { params: ById, response: { 200: z.array(SentAttachment) } }),
    async ({ params }) => {
      const attachments = await readAttachments(engine, params.id);
      return attachments.map((attachment) => attachmentDto(attachment));
    },
  );
  app.post(
    '/task/:id/attachment/create',
    does('Puts a file or a link beside a task', {
      params: ById,
      form: AttachmentForm,
      response: { 200: SentAttachment },
    }),
    async (request) => {
      const attachment = await createAttachment(engine, request.params.id, await readForm(request));
      const path = `task/${encodeURIComponent(attachment.taskId)}/attachment/${attachment.id}`;
      return attachmentDto(attachment, [linkTo(request, path)]);
    },
  );
  const one = '/task/:id/attachment/:attachmentId';
  app.get(
    one,
    does('Reads an attachment', { params: OneAttachment, response: { 200: SentAttachment } }),
    async ({ params }) => attachmentDto(await readAttachment(engine, params.id, params.attachmentId)),
  );
  app.get(
    `${one}/data`,
    does('Reads the bytes of an attachment', { params: OneAttachment, response: BYTES }),
    async ({ params }, reply) => {
      const bytes = await readAttachmentData(engine, params.id, params.attachmentId);
      return sendDownload(reply, {
        bytes,
        mimeType: 'application/octet-stream',
        encoding: null,
        filename: null,
      });
    },
  );
  app.delete(
    one,
    does('Removes an attachment', { params: OneAttachment, response: NOTHING }),
    async ({ params }, reply) => {
      await removeAttachment(engine, params.id, params.attachmentId);
      return reply.status(204).send();
    },
  );
}

/** The bytes count when there are both bytes and an address, as in Camunda. */
async function readForm(request: FastifyRequest): Promise<NewAttachment> {
  if (!request.isMultipart()) throw invalidRequest('A multipart/form-data body is expected.', 415);
  const { fields, files } = await readMultipart(request);
  const content = files.findLast(({ fieldname }) => fieldname === 'content')?.bytes;
  const form = parseRequest(AttachmentForm, fields);
  if (content === undefined && form.url === undefined) {
    throw invalidRequest('No content or url to remote content exists to create the task attachment.');
  }
  return {
    name: form['attachment-name'] ?? null,
    description: form['attachment-description'] ?? null,
    type: form['attachment-type'] ?? null,
    url: content === undefined ? (form.url ?? null) : null,
    content,
  };
}

function attachmentDto(attachment: Attachment, links: AtomLink[] = []): SentAttachment {
  const { id, name, description, taskId, type, url, createTime, removalTime } = attachment;
  const { rootProcessInstanceId } = attachment;
  return {
    links,
    id,
    name,
    description,
    taskId,
    type,
    url,
    createTime,
    removalTime,
    rootProcessInstanceId,
  };
}
