/** Settings of the extension: environment variables of the Directus process, set by the launcher. */
import { z } from 'zod';

export const ExtensionSettings = z.object({
  ENGINE_URL: z
    .url()
    .default('http://127.0.0.1:8080/engine-rest')
    .describe('Base address of the process engine, with its path.'),
  ENGINE_USER: z.string().optional().describe('Name the engine asks for; empty: it asks for none.'),
  ENGINE_PASSWORD: z.string().optional().describe('Password that goes with ENGINE_USER.'),
  LINK_SECRET: z.string().min(16).describe('Signs the one-time links providers answer with.'),
  IDENTITY_KEY: z.string().min(16).describe('Seals names, phones and addresses; not in the database.'),
  PORTAL_PUBLIC_URL: z
    .url()
    .default('http://127.0.0.1:3000')
    .describe('Address under which providers reach the portal.'),
  NJIA_MODE: z
    .enum(['demo', 'production'])
    .default('production')
    .describe('In a demo the portal may show the messages that were sent.'),
});
export type ExtensionSettings = z.infer<typeof ExtensionSettings>;
