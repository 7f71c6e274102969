/** Comments and character data, which stay as they are, and start tags. */
const PARTS = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<[A-Za-z_](?:[^"'<>]|"[^"]*"|'[^']*')*>/g;
const ATTRIBUTES = /([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')/g;
/** Attributes that hold the id of something: schema types that have no space at either end. */
const IDS = /^(?:id|default|\w+Ref)$/;

/**
 * The same file as the parser wants it: no space around the `=` of attributes, none at either end of ids and references.
 * XML allows both, and so does Camunda.
 */
export function tidyXml(xml: string): string {
  return xml.replace(PARTS, (part) =>
    part.startsWith('<!') ? part : part.replace(ATTRIBUTES, tidyAttribute),
  );
}

function tidyAttribute(_: string, name: string, quoted: string): string {
  const quote = quoted.charAt(0);
  return `${name}=${IDS.test(name) ? `${quote}${quoted.slice(1, -1).trim()}${quote}` : quoted}`;
}
