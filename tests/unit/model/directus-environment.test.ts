import { describe, expect, it } from 'vitest';
import { directusEnvironment } from '../../../launcher/directus/directus-environment.ts';
import { testConfig } from '../../support/directus-template.ts';

const environment = (overrides: Parameters<typeof testConfig>[0] = {}): Record<string, string> =>
  directusEnvironment({
    root: '/njia',
    config: testConfig({ DATA_DIR: '/data', ...overrides }),
    databaseUrl: 'postgresql://njia@127.0.0.1/njia',
  });

describe('the environment of Directus', () => {
  it('asks nothing of the outside world', () => {
    expect(environment()).toMatchObject({
      TELEMETRY: 'false',
      AI_ENABLED: 'false',
      MCP_ENABLED: 'false',
      MARKETPLACE_REGISTRY: 'http://127.0.0.1:9',
    });
  });

  it('keeps a secret that looks like a list or a number as it is', () => {
    expect(environment({ DIRECTUS_SECRET: '1234567890,1234567890' })['SECRET']).toBe(
      'string:1234567890,1234567890',
    );
  });

  it('does not hand Directus the tokens of the machines, nor the password of the administrator', () => {
    const values = Object.values(environment());
    for (const name of ['SERVICE_TOKEN', 'PORTAL_TOKEN', 'ADMIN_PASSWORD', 'POSTGRES_PASSWORD'] as const) {
      expect(values.some((value) => value.includes(testConfig()[name]))).toBe(false);
    }
  });

  it('bundles the app by the bundler that leaves no module out', () => {
    expect(environment()['EXTENSIONS_ROLLDOWN']).toBe('false');
  });

  it('sends cookies over encrypted connections only, once people reach it so', () => {
    expect(environment()['SESSION_COOKIE_SECURE']).toBe('false');
    expect(environment({ DIRECTUS_PUBLIC_URL: 'https://cases.njia.example' })['SESSION_COOKIE_SECURE']).toBe(
      'true',
    );
  });

  it('takes mail settings apart, with a password that holds special characters', () => {
    expect(environment({ SMTP_URL: 'smtp://desk:p%40ss%2Cword@mail.njia.example:2525' })).toMatchObject({
      EMAIL_TRANSPORT: 'smtp',
      EMAIL_SMTP_HOST: 'mail.njia.example',
      EMAIL_SMTP_PORT: '2525',
      EMAIL_SMTP_USER: 'string:desk',
      EMAIL_SMTP_PASSWORD: 'string:p@ss,word',
    });
  });
});
