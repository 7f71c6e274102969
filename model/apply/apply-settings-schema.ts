import { z } from 'zod';

/** Environment variables an apply needs besides those of Directus itself. */
export const ApplySettings = z.object({
  ADMIN_PASSWORD: z.string().min(12).describe('Password of the first administrator.'),
  SERVICE_TOKEN: z.string().min(16).describe('Token of the workers; restored at each apply.'),
  PORTAL_TOKEN: z.string().min(16).describe('Token of the portal; restored at each apply.'),
  IDENTITY_KEY: z.string().min(16).describe('Key under which identities of the demo data are sealed.'),
  NJIA_MODE: z
    .enum(['demo', 'production'])
    .describe('demo: invented organisations, people and cases are added once.'),
});
export type ApplySettings = z.infer<typeof ApplySettings>;
