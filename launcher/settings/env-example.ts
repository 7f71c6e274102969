import { PlainSettings, SecretSettings } from '../../schemas/config.ts';

/** The text of `.env.example`, made from the configuration schema: each setting, what it means, its default. */
export function envExample(): string {
  const plain = Object.entries(PlainSettings.shape).map(([name, schema]) => {
    const fallback = schema.safeParse(undefined).data;
    return `# ${schema.description}\n#${name}=${fallback === undefined ? '' : String(fallback)}\n`;
  });
  const secrets = Object.entries(SecretSettings.shape).map(
    ([name, schema]) => `# ${schema.description}\n#${name}=\n`,
  );
  return [
    '# Settings of Njia. Copy to .env and remove the # of the lines you change.',
    '# Generated from schemas/config.ts by "npm run env:example"; a value may also come from a file: NAME_FILE=/path.\n',
    ...plain,
    '# Secrets. Demo mode makes them on first start (data folder, secrets.json); production mode needs each one.\n',
    ...secrets,
  ].join('\n');
}
