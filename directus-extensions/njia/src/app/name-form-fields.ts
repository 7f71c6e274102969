/** What a person types or chooses with; a button with a role of its own is one too. */
const CONTROLS =
  'input:not([type="hidden"]), textarea, select, [role="checkbox"], [role="radio"], [contenteditable="true"]';

/**
 * Gives the controls of Directus' form the names a screen reader says: Directus shows a label beside a control without
 * linking the two. Watches the form, since fields come and go with conditions. Returns how to stop.
 */
export function nameFormFields(container: HTMLElement): () => void {
  const nameAll = (): void => {
    container.querySelectorAll<HTMLElement>('.field[data-field]').forEach(nameField);
  };
  const observer = new MutationObserver(nameAll);
  observer.observe(container, { childList: true, subtree: true });
  nameAll();
  return () => observer.disconnect();
}

function nameField(field: HTMLElement): void {
  const label = field.querySelector('.field-label-content')?.textContent?.trim();
  if (!label) return;
  const isRequired = field.querySelector('.field-label-content .required') !== null;
  const problem = field.querySelector('.validation-error')?.textContent?.trim();
  const note = field.querySelector('.type-note')?.textContent?.trim();
  const description = [problem, note].filter(Boolean).join('. ');
  field.querySelectorAll<HTMLElement>(CONTROLS).forEach((control) => {
    // A choice among several says its own text too.
    const own = control.getAttribute('role') === 'checkbox' ? control.textContent?.trim() : '';
    set(control, 'aria-label', own ? `${label}: ${own}` : label);
    if (isRequired && control.getAttribute('role') === null) set(control, 'aria-required', 'true');
    set(control, 'aria-invalid', problem ? 'true' : 'false');
    if (description) set(control, 'aria-description', description);
    else control.removeAttribute('aria-description');
  });
}

function set(control: HTMLElement, name: string, value: string): void {
  if (control.getAttribute(name) !== value) control.setAttribute(name, value);
}
