import type { FastifyInstance } from 'fastify';
import { BackendDown, BackendRefusal } from '../backend/backend-error.ts';
import { messagesPage } from '../pages/messages-page.ts';
import { noticePage } from '../pages/notice-page.ts';
import type { PortalParts } from './portal-parts.ts';
import { showing } from './show-page.ts';

/** `/messages`: what the demo would have sent. Registered in demo mode only: messages hold links that act. */
export function messagesRoute(app: FastifyInstance, { caseFile, log }: PortalParts): void {
  app.get(
    '/messages',
    showing(async (context) => {
      try {
        return { page: messagesPage(context, await caseFile.sentMessages()) };
      } catch (error) {
        if (!(error instanceof BackendDown || error instanceof BackendRefusal)) throw error;
        const reason = error instanceof BackendDown ? error.reason : error.code;
        log('warn', 'messages-not-read', { reason });
        return { page: noticePage(context, 'messages.title', 'messages.down'), status: 503 };
      }
    }),
  );
}
