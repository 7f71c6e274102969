/** A form on one of the portal's pages, as a browser without JavaScript sees it. */
export interface PortalForm {
  action: string;
  /** What the page filled in already, hidden fields included. */
  values: Record<string, string>;
}

/** Fetches a page of the portal. */
export async function openPage(url: string): Promise<string> {
  const response = await fetch(url, { headers: { 'accept-language': 'en' } });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${plainText(text).slice(0, 300)}`);
  return text;
}

/** The form of `page` whose action contains `actionPart`; by default the first form that is posted. */
export function formOn(page: string, pageUrl: string, actionPart = ''): PortalForm {
  for (const [, attributes = '', body = ''] of page.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)) {
    const action = attribute(attributes, 'action') ?? pageUrl;
    if (!/method="?post/i.test(attributes) || !action.includes(actionPart)) continue;
    return { action: new URL(action, pageUrl).href, values: valuesOf(body) };
  }
  throw new Error(`There is no form to send on ${pageUrl}: ${plainText(page).slice(0, 300)}`);
}

/** Sends a form and returns the page that answers it, redirects followed. */
export async function sendForm(form: PortalForm, values: Record<string, string>): Promise<string> {
  const response = await fetch(form.action, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'accept-language': 'en' },
    body: new URLSearchParams({ ...form.values, ...values }),
  });
  const text = await response.text();
  if (!response.ok)
    throw new Error(`${form.action} answered ${response.status}: ${plainText(text).slice(0, 500)}`);
  return text;
}

/** A page's words without its markup. */
export function plainText(page: string): string {
  return page
    .replaceAll(/<style[\s\S]*?<\/style>/g, ' ')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function valuesOf(body: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [tag] of body.matchAll(/<input[^>]*>/g)) {
    const name = attribute(tag, 'name');
    const isChoice = /type="?(checkbox|radio)/.test(tag);
    if (name !== undefined && (!isChoice || /\schecked/.test(tag)))
      values[name] = attribute(tag, 'value') ?? '';
  }
  return values;
}

function attribute(tag: string, name: string): string | undefined {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]?.replaceAll('&amp;', '&');
}
