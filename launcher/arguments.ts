import { parseArgs } from 'node:util';

/** What `npm start` was asked to do. */
export interface LauncherArguments {
  help: boolean;
  /** Only the database and the process engine: `npm run engine`. */
  engineOnly: boolean;
}

/** Text of `npm start -- --help`. */
export const HELP = `Njia - case management and referral for people at risk

  npm start                 install if needed, start everything, print addresses and logins
  npm start -- --help       this text
  npm run engine            start only the database and the process engine

Settings come from the environment or from the file .env; .env.example lists all of them, for example
  PORTAL_PORT=3100 npm start
Data, logs and generated secrets are in DATA_DIR (default ./data). Ctrl-C stops everything.
`;

/**
 * Reads the command line of the launcher.
 *
 * @throws TypeError from Node with the unknown option's name.
 */
export function readArguments(args: string[]): LauncherArguments {
  const { values } = parseArgs({
    args,
    options: { help: { type: 'boolean', short: 'h', default: false }, only: { type: 'string' } },
  });
  if (values.only !== undefined && values.only !== 'engine') {
    throw new TypeError(`--only knows "engine", not "${values.only}".`);
  }
  return { help: values.help, engineOnly: values.only === 'engine' };
}
