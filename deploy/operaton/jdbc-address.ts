/** A PostgreSQL database as Java names it. */
export interface JdbcAddress {
  url: string;
  user: string;
  password: string;
}

/**
 * Translates `postgresql://user:password@host:port/database` for Java's driver.
 *
 * @param schema - schema the tables are in; empty: the database's default
 */
export function jdbcAddressOf(databaseUrl: string, schema = ''): JdbcAddress {
  const { hostname, port, pathname, searchParams, username, password } = new URL(databaseUrl);
  if (schema !== '') searchParams.set('currentSchema', schema);
  const query = searchParams.size === 0 ? '' : `?${searchParams.toString()}`;
  return {
    url: `jdbc:postgresql://${hostname}:${port || '5432'}${pathname}${query}`,
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
  };
}
