/** HTML that is safe to send: made by the `html` tag only. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: text is escaped, nothing (`null`, `undefined`, `false`) leaves nothing. */
export type Fragment = Html | string | number | null | undefined | false | Fragment[];

/**
 * Makes HTML; everything put in is escaped unless it is HTML itself. Attribute values must be quoted in the template, and
 * nothing that a person typed may stand in `href`, `style` or an event attribute: escaping does not make those safe.
 */
export function html(parts: TemplateStringsArray, ...fragments: Fragment[]): Html {
  return new Html(parts.reduce((text, part, index) => text + asText(fragments[index - 1]) + part));
}

function asText(fragment: Fragment): string {
  if (fragment instanceof Html) return fragment.text;
  if (Array.isArray(fragment)) return fragment.map(asText).join('');
  if (fragment === null || fragment === undefined || fragment === false) return '';
  return String(fragment).replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
