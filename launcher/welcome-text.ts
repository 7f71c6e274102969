import { addressesOf } from '../schemas/config.ts';
import type { Config } from '../schemas/config.ts';

/** Demo accounts, one per role; they are made with the demo data. */
export const DEMO_LOGINS = [
  ['administrator', 'admin@njia.example.org'],
  ['coordinator', 'coordinator@cen.njia.example.org'],
  ['supervisor', 'supervisor@cen-01.njia.example.org'],
  ['case officer', 'officer@cen-01.njia.example.org'],
  ['case officer, other network', 'officer@eas-01.njia.example.org'],
  ['provider', 'provider@cen-02.njia.example.org'],
  ['analyst', 'analyst@njia.example.org'],
] as const;

/** What `npm start` prints once everything runs: addresses and, in demo mode, the logins. */
export function welcomeText(config: Config, engineOnly: boolean): string {
  const at = addressesOf(config);
  if (engineOnly) return `\nThe process engine is ready at ${at.engine}\nCtrl-C stops it.\n`;
  const lines = [
    '',
    'Njia is ready.',
    '',
    `  Ask for help (public portal)   ${at.portal}`,
    `  Inbox and case files           ${config.DIRECTUS_PUBLIC_URL ?? at.directus}/admin/njia-inbox`,
    `  Process engine (REST)          ${at.engine}`,
  ];
  if (config.NJIA_MODE === 'demo') {
    lines.push(
      `  Messages sent (demo only)      ${at.portal}/messages`,
      '',
      `Demo logins, all with the password  ${config.ADMIN_PASSWORD}`,
      '',
      ...DEMO_LOGINS.map(([role, email]) => `  ${role.padEnd(30)} ${email}`),
    );
  }
  return [...lines, '', 'Ctrl-C stops everything; npm start goes on where it stopped.', ''].join('\n');
}
