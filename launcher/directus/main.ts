// Entry point of the Directus process. Directus' own command line asks the npm registry for updates at each start; this does not.
import { startServer } from '@directus/api/server';

await startServer();
