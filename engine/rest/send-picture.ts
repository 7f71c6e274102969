import type { FastifyReply } from 'fastify';
import { sendDownload } from './send-download.ts';

const TYPES: Readonly<Record<string, string>> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  gif: 'image/gif',
};

/** Sends a picture that was deployed; no content when there is none. */
export function sendPicture(
  reply: FastifyReply,
  picture: { name: string; bytes: Buffer } | undefined,
): FastifyReply {
  if (!picture) return reply.status(204).send();
  const { name, bytes } = picture;
  const mimeType = TYPES[name.slice(-3)] ?? 'application/octet-stream';
  return sendDownload(reply, { bytes, mimeType, encoding: null, filename: name });
}
