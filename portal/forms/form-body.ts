/** What a form sent: the last value of each name. */
export type FormBody = Readonly<Record<string, string>>;

/**
 * Reads a form body; values lose what no database stores (NUL) and the line ends of other systems.
 */
export function parseFormBody(text: string): FormBody {
  const entries = [...new URLSearchParams(text)].map(([name, value]) => [
    name,
    value.replaceAll('\0', '').replaceAll('\r\n', '\n'),
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}

/** The value of one field without spaces around it; empty when it was not sent. */
export function valueOf(body: FormBody, name: string): string {
  return Object.hasOwn(body, name) ? (body[name] ?? '').trim() : '';
}
