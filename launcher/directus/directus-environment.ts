import { join } from 'node:path';
import { addressesOf } from '../../schemas/config.ts';
import type { Config } from '../../schemas/config.ts';

/** What Directus' environment follows from. */
export interface DirectusContext {
  /** Folder of the checkout. */
  root: string;
  config: Config;
  databaseUrl: string;
  /** Load our extension. Without it neither form rules nor links are checked: only for tests of the data model. @default true */
  withExtension?: boolean;
}

/** Keeps a value as text: Directus would make numbers and lists of what looks like them. */
const asText = (value: string): string => `string:${value}`;

/**
 * Every setting of the Directus process: ours, the database, and Directus' own switched to what this data needs. What Directus
 * would ask of the outside world (updates, telemetry, marketplace, AI) is off.
 */
export function directusEnvironment(context: DirectusContext): Record<string, string> {
  const { config, databaseUrl } = context;
  const home = directusHome(config);
  return {
    ...place(context, home),
    ...security(config),
    ...quietness(),
    ...mail(config),
    DB_CLIENT: 'pg',
    DB_CONNECTION_STRING: databaseUrl,
    DB_POOL__MIN: '0',
    DB_POOL__MAX: '10',
    ...ownSettings(config),
  };
}

/** Folder for all that Directus writes. */
export function directusHome(config: Config): string {
  return join(config.DATA_DIR, 'directus');
}

function place(
  { root, config, withExtension = true }: DirectusContext,
  home: string,
): Record<string, string> {
  return {
    HOST: config.HOST,
    PORT: String(config.DIRECTUS_PORT),
    PUBLIC_URL: publicUrl(config),
    // A .env file would beat the environment, so Directus is pointed at a file that never exists.
    CONFIG_PATH: join(home, 'settings-come-from-the-environment'),
    EXTENSIONS_PATH: withExtension ? join(root, 'directus-extensions') : join(home, 'no-extensions'),
    EXTENSIONS_MUST_LOAD: 'true',
    // The other bundler is faster, but in the version Directus pins (1.0.0-beta.31) one start in eight serves an empty inbox.
    EXTENSIONS_ROLLDOWN: 'false',
    EXTENSIONS_CACHE_TTL: '1h',
    PACKAGE_FILE_LOCATION: root,
    MIGRATIONS_PATH: join(home, 'migrations'),
    EMAIL_TEMPLATES_PATH: join(home, 'templates'),
    TEMP_PATH: join(home, 'temp'),
    // A library of Directus makes a folder in the user's home unless told where.
    PM2_HOME: join(home, 'pm2'),
    STORAGE_LOCATIONS: 'local',
    STORAGE_LOCAL_ROOT: join(home, 'uploads'),
    // Below "warn" Directus logs addresses with what people searched for.
    LOG_LEVEL: config.LOG_LEVEL === 'error' ? 'error' : 'warn',
    LOG_STYLE: 'raw',
  };
}

function security(config: Config): Record<string, string> {
  const isEncrypted = String(publicUrl(config).startsWith('https:'));
  return {
    SECRET: asText(config.DIRECTUS_SECRET),
    ACCESS_TOKEN_TTL: '10m',
    REFRESH_TOKEN_TTL: '8h',
    // The app renews it while somebody works; on a computer left alone it runs out.
    SESSION_COOKIE_TTL: '1h',
    SESSION_COOKIE_SECURE: isEncrypted,
    REFRESH_TOKEN_COOKIE_SECURE: isEncrypted,
    SESSION_COOKIE_SAME_SITE: 'strict',
    REFRESH_TOKEN_COOKIE_SAME_SITE: 'strict',
    USER_INVITE_TOKEN_TTL: '48h',
    HSTS_ENABLED: isEncrypted,
    CORS_ENABLED: 'false',
    // Believing X-Forwarded-For from anyone would let them dodge limits; the proxy sits on this machine.
    IP_TRUST_PROXY: 'loopback',
    RATE_LIMITER_ENABLED: 'true',
    // One page of the app asks for several dozen things at once; machines on this host share one address.
    RATE_LIMITER_POINTS: '200',
    RATE_LIMITER_DURATION: '1',
    QUERY_LIMIT_MAX: '500',
    MAX_BATCH_MUTATION: '200',
    MAX_RELATIONAL_DEPTH: '5',
    FILES_MIME_TYPE_ALLOW_LIST: 'image/*,application/pdf,audio/*',
    IMPORT_IP_DENY_LIST: '0.0.0.0,127.0.0.0/8,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,169.254.0.0/16,::1',
    FLOWS_ENV_ALLOW_LIST: 'false',
    ...contentSecurityPolicy(),
    CROSS_ORIGIN_OPENER_POLICY_ENABLED: 'true',
  };
}

/** "string:" replaces Directus' defaults; a list would be merged into them and leave unsafe-eval in place. */
function contentSecurityPolicy(): Record<string, string> {
  const directives = {
    SCRIPT_SRC: "'self'",
    CONNECT_SRC: "'self'",
    IMG_SRC: "'self' data: blob:",
    MEDIA_SRC: "'self'",
    FONT_SRC: "'self' data:",
    STYLE_SRC: "'self' 'unsafe-inline'",
    FRAME_ANCESTORS: "'none'",
  };
  return Object.fromEntries(
    Object.entries(directives).map(([name, value]) => [
      `CONTENT_SECURITY_POLICY_DIRECTIVES__${name}`,
      asText(value),
    ]),
  );
}

function quietness(): Record<string, string> {
  return {
    TELEMETRY: 'false',
    MARKETPLACE_TRUST: 'sandbox',
    MARKETPLACE_REGISTRY: 'http://127.0.0.1:9',
    AI_ENABLED: 'false',
    MCP_ENABLED: 'false',
    GRAPHQL_INTROSPECTION: 'false',
    OPENAPI_ENABLED: 'false',
    // The inbox hears of new tasks over it.
    WEBSOCKETS_ENABLED: 'true',
    WEBSOCKETS_GRAPHQL_ENABLED: 'false',
    WEBSOCKETS_COLLAB_ENABLED: 'false',
    WEBSOCKETS_LOGS_ENABLED: 'false',
    CACHE_ENABLED: 'false',
    METRICS_ENABLED: 'false',
  };
}

function mail(config: Config): Record<string, string> {
  if (config.SMTP_URL === undefined) return { EMAIL_TRANSPORT: 'sendmail', EMAIL_VERIFY_SETUP: 'false' };
  const { hostname, port, username, password, protocol } = new URL(config.SMTP_URL);
  return {
    EMAIL_TRANSPORT: 'smtp',
    EMAIL_VERIFY_SETUP: 'false',
    EMAIL_FROM: config.MAIL_FROM,
    EMAIL_SMTP_HOST: hostname,
    EMAIL_SMTP_PORT: port === '' ? '587' : port,
    EMAIL_SMTP_SECURE: String(protocol === 'smtps:'),
    ...(username === ''
      ? {}
      : {
          EMAIL_SMTP_USER: asText(decodeURIComponent(username)),
          EMAIL_SMTP_PASSWORD: asText(decodeURIComponent(password)),
        }),
  };
}

/** What our extension reads, from `process.env`: Directus does not cast it there. */
function ownSettings(config: Config): Record<string, string> {
  const addresses = addressesOf(config);
  return {
    NJIA_MODE: config.NJIA_MODE,
    ENGINE_URL: addresses.engine,
    ...(config.ENGINE_USER === undefined ? {} : { ENGINE_USER: config.ENGINE_USER }),
    ...(config.ENGINE_PASSWORD === undefined ? {} : { ENGINE_PASSWORD: config.ENGINE_PASSWORD }),
    PORTAL_PUBLIC_URL: addresses.portal,
    LINK_SECRET: config.LINK_SECRET,
    IDENTITY_KEY: config.IDENTITY_KEY,
  };
}

function publicUrl(config: Config): string {
  return config.DIRECTUS_PUBLIC_URL ?? addressesOf(config).directus;
}
