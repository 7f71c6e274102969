import type { FastifyInstance } from 'fastify';
import { buildPortal } from '../../portal/build-portal.ts';
import type { Casework } from './casework.ts';
import type { DirectusServer } from './directus-server.ts';

/** A portal in front of a Directus of the test's own, and all it has logged. */
export interface PortalServer {
  app: FastifyInstance;
  logged: () => string;
}

/** Builds the portal as `npm start` does in a demo; close `app` at the end. */
export function portalOf(directus: Pick<DirectusServer, 'url' | 'portalToken'>): PortalServer {
  const lines: string[] = [];
  const app = buildPortal({
    directusUrl: directus.url,
    portalToken: directus.portalToken,
    isDemo: true,
    sending: { burst: 1_000, perMinute: 1_000 },
    log: (level, event, facts) => lines.push(JSON.stringify({ level, event, ...facts })),
  });
  return { app, logged: () => lines.join('\n') };
}

/** Offers one service of a case to the provider, as the worker does, and gives the path of the link in the message. */
export async function offerReferral(casework: Casework, caseId: string): Promise<string> {
  const { body: services } = await casework.admin.get('/items/services?filter[code][_eq]=legal_aid');
  const { status, body } = await casework.admin.post('/items/referrals', {
    case: caseId,
    service: services.data[0].id,
    chosen_offer: casework.offerId,
    state: 'offered',
    offer_number: 1,
    answer_due_at: new Date(Date.now() + 6 * 3_600_000).toISOString(),
    safety_note: 'Meet outside the village.',
    share_package: { area: 'Jinja', urgency: 'high' },
  });
  if (status !== 200) throw new Error(JSON.stringify(body));
  const link = await casework.service.post(`/njia/offers/${body.data.id}/link`);
  return new URL(link.body.url as string).pathname;
}
