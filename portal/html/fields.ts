import { html } from './html.ts';
import type { Html } from './html.ts';

/** What one field of a form shows: its texts, what was typed before, what is wrong with it. */
export interface Field {
  name: string;
  label: string;
  hint?: string;
  value: string;
  problem?: string | undefined;
}

/** One line of text. `attributes`: further attributes such as `type="date"`. */
export function textField(field: Field, attributes: Html): Html {
  return wrap(
    field,
    html`<input
      id="${field.name}"
      name="${field.name}"
      value="${field.value}"
      ${attributes}${described(field)}
    />`,
  );
}

/** Several lines of text. */
export function textArea(field: Field, attributes: Html): Html {
  // The newline after the tag is dropped by browsers; without it they would drop one that was typed.
  return wrap(
    field,
    html`<textarea id="${field.name}" name="${field.name}" ${attributes}${described(field)}>
${field.value}</textarea>`,
  );
}

/** One of a list of values; the empty first choice asks to choose. */
export function choiceField(field: Field, choices: [value: string, label: string][], empty?: string): Html {
  const options = choices.map(
    ([value, label]) =>
      html`<option value="${value}" ${value === field.value && html`selected`}>${label}</option>`,
  );
  return wrap(
    field,
    html`<select id="${field.name}" name="${field.name}" ${described(field)}>
      ${empty && html`<option value="">${empty}</option>`}${options}
    </select>`,
  );
}

/** A box to tick; the value sent is `yes`. */
export function tickBox(field: Omit<Field, 'value'>, isTicked: boolean): Html {
  return html`<div class="tick ${field.problem && 'wrong'}">
    <input
      type="checkbox"
      id="${field.name}"
      name="${field.name}"
      value="yes"
      ${isTicked && html`checked`}${described(field)}
    />
    <label for="${field.name}">${field.label}</label>
    ${notes(field)}
  </div>`;
}

function wrap(field: Field, control: Html): Html {
  return html`<div class="field ${field.problem && 'wrong'}">
    <label for="${field.name}">${field.label}</label>
    ${notes(field)} ${control}
  </div>`;
}

function notes({ name, hint, problem }: Omit<Field, 'value'>): Html {
  return html`${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
  ${problem && html`<p class="problem" id="${name}-problem">${problem}</p>`}`;
}

function described({ name, hint, problem }: Omit<Field, 'value'>): Html {
  const ids = [hint && `${name}-hint`, problem && `${name}-problem`].filter(Boolean).join(' ');
  return html`${ids && html` aria-describedby="${ids}"`}${problem && html` aria-invalid="true"`}`;
}
