import type { FastifyReply } from 'fastify';
import type { Download } from '../usecases/variables/read-variables.ts';

/** Sends bytes as a file to store, never as a page a browser would run. */
export function sendDownload(
  reply: FastifyReply,
  { bytes, mimeType, encoding, filename }: Download,
): FastifyReply {
  const isPlainType = /^[\w.+-]+\/[\w.+-]+$/.test(mimeType);
  const type = isPlainType ? mimeType : 'application/octet-stream';
  return reply
    .header('content-type', encoding && /^[\w-]+$/.test(encoding) ? `${type}; charset=${encoding}` : type)
    .header('content-disposition', disposition(filename))
    .header('x-content-type-options', 'nosniff')
    .send(bytes);
}

/** RFC 6266: a name for old clients and the exact one for new ones. */
function disposition(filename: string | null): string {
  if (filename === null) return 'attachment';
  const plain = filename.replace(/[^\w.-]/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(filename)}`;
}
