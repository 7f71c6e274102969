const JAVA =
  /\b\w+:(class|delegateExpression|formHandlerClass|variableMappingClass|variableMappingDelegateExpression)\s*=/;
const LISTENER = /<\w+:(?:execution|task)Listener\b[^>]*?\b(class|delegateExpression)\s*=/;
const SCRIPT = /\b(?:scriptFormat|language)\s*=\s*"([^"]*)"/g;

/** Why a model cannot be compared: it brings Java, or scripts of a language that neither engine has here. Null: it can. */
export function whySkipped(text: string): string | null {
  const java = JAVA.exec(text)?.[1] ?? LISTENER.exec(text)?.[1];
  if (java !== undefined) return `uses ${java}`;
  if (/<\w+:connector\b/.test(text)) return 'uses a connector';
  if (/\bcaseRef\s*=/.test(text)) return 'calls a case';
  for (const [, language = ''] of text.matchAll(SCRIPT)) {
    if (language.toLowerCase() !== 'juel') return `holds a script in ${language.toLowerCase()}`;
  }
  return null;
}
