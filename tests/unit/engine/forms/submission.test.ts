import { expect, it } from 'vitest';
import { checkSubmission } from '../../../../engine/forms/check-submission.ts';
import { readForms } from '../../../../engine/forms/read-forms.ts';
import { fieldValues, renderForm } from '../../../../engine/forms/show-form.ts';
import { formContext } from '../../../../engine/usecases/forms/open-form.ts';
import type { Variables } from '../../../../engine/executors/port.ts';
import { processXml, sequence } from '../../../support/small-process.ts';

const now = new Date(2026, 0, 5);

async function formOf(fields: string, businessKey = '') {
  const xml = `<userTask id="look"><extensionElements>
    <camunda:formData ${businessKey}>${fields}</camunda:formData></extensionElements></userTask>`;
  const { processes, problems } = await readForms(processXml('p', sequence({ id: 'look', xml })));
  return { fields: processes.get('p')?.tasks.get('look')?.fields ?? [], problems };
}

/** The variables a form sets, or why it is refused. */
async function submit(fields: string, submitted: Variables, visible: Variables = {}) {
  const form = await formOf(fields);
  expect(form.problems).toEqual([]);
  try {
    return checkSubmission(form.fields, submitted, formContext(visible, now));
  } catch (error) {
    return (error as Error).message;
  }
}

const field = (type: string, constraints = '', more = '') =>
  `<camunda:formField id="x" label="X" type="${type}" ${more}>
     <camunda:validation>${constraints}</camunda:validation></camunda:formField>`;
const constraint = (name: string, config?: string) =>
  `<camunda:constraint name="${name}" ${config === undefined ? '' : `config="${config}"`} />`;
const text = (value: string | null) => ({ x: { type: 'String', value } });
const number = (value: number) => ({ x: { type: 'Integer', value } });
const refused = (why: string) => `Invalid value submitted for form field 'x': ${why}`;

it('gives what is submitted the type of its field', async () => {
  expect(await submit(field('long'), text('7'))).toEqual({ x: { type: 'Long', value: 7 } });
  expect(await submit(field('string'), number(7))).toEqual({ x: { type: 'String', value: '7' } });
  expect(await submit(field('boolean'), text('TRUE'))).toEqual({ x: { type: 'Boolean', value: true } });
  expect(await submit(field('date'), text('05/01/2026'))).toEqual({
    x: { type: 'Date', value: now.toISOString() },
  });
  const choice =
    field('string').replace('type="string"', 'type="enum"').replace('</camunda:formField>', '') +
    '<camunda:value id="a" name="A" /></camunda:formField>';
  expect(await submit(choice, text('a'))).toEqual({ x: { type: 'String', value: 'a' } });
  expect(await submit(choice, text('b'))).toBe(refused('Invalid value for enum form property: b'));
  expect(await submit(field('long'), text('7.5'))).toBe(refused("Value '7.5' is not of type Long."));
  expect(await submit(field('date'), text('soon'))).toBe(
    refused("Could not parse value 'soon' as date using date format 'dd/MM/yyyy'."),
  );
});

it('holds fields to their constraints', async () => {
  const failed = (what: string) => refused(`validation of ${what} failed.`);
  const long = (name: string, config: string, value: number) =>
    submit(field('long', constraint(name, config)), number(value));
  expect(await long('min', '3', 2)).toBe(failed('min(3)'));
  expect(await long('min', '3', 3)).toMatchObject({ x: { value: 3 } });
  expect(await long('max', '3', 3)).toBe(failed('max(3)'));
  expect(await long('max', '3', 2)).toMatchObject({ x: { value: 2 } });
  expect(await submit(field('long', constraint('min', '3')), text('9'))).toBe(failed('min(3)'));
  const string = (name: string, config: string, value: string | null) =>
    submit(field('string', constraint(name, config)), text(value));
  expect(await string('minlength', '2', 'a')).toBe(failed('minlength(2)'));
  expect(await string('maxlength', '2', 'abc')).toBe(failed('maxlength(2)'));
  expect(await string('maxlength', '2', null)).toEqual(text(null));
  expect(await submit(field('string', constraint('readonly')), text('a'))).toBe(failed('readonly'));
  expect(await submit(field('string', constraint('readonly')), {})).toEqual({});
});

it('wants a required field unless it has a value already, or a default one', async () => {
  const required = field('string', constraint('required'));
  const failed = refused('validation of required failed.');
  expect(await submit(required, {})).toBe(failed);
  expect(await submit(required, text(''))).toBe(failed);
  expect(await submit(required, {}, text('a'))).toEqual({});
  expect(await submit(required, {}, text(null))).toBe(failed);
  const withDefault = field('string', constraint('required'), 'defaultValue="${y}"');
  expect(await submit(withDefault, {}, { y: { type: 'Integer', value: 3 } })).toEqual(text('3'));
  expect(await submit(withDefault, {})).toMatch(/Cannot resolve identifier 'y'/);
});

it('sets what no field is for as it was sent', async () => {
  const other = { y: { type: 'Date', value: '2026-01-01T00:00:00.000Z' } };
  expect(await submit(field('long', '', 'defaultValue="5"'), other)).toEqual({
    ...other,
    x: { type: 'Long', value: 5 },
  });
});

it('leaves the business key of a form alone', async () => {
  const { fields } = await formOf(field('string', constraint('required')), 'businessKey="x"');
  expect(checkSubmission(fields, {}, formContext({}, now))).toEqual({});
});

it('shows variables, default values and nothing, as the type of the field has them', async () => {
  const shown = async (fields: string, visible: Variables = {}) =>
    fieldValues((await formOf(fields)).fields, formContext(visible, now))['x'];
  expect(await shown(field('long'), number(7))).toEqual({ type: 'Long', value: 7 });
  expect(await shown(field('long', '', 'defaultValue="5"'))).toEqual({ type: 'Long', value: 5 });
  expect(await shown(field('boolean'))).toEqual({ type: 'Boolean', value: null });
  expect(
    await shown(field('date', '', 'datePattern="yyyy"'), { x: { type: 'Date', value: now.toISOString() } }),
  ).toEqual({ type: 'String', value: '2026' });
  expect(await shown(field('date'))).toEqual({ type: 'String', value: '' });
});

it('writes a form whose texts stay texts', async () => {
  const { fields } = await formOf(
    field('string', constraint('readonly')).replace('label="X"', 'label="${label}"'),
  );
  const visible = { label: { type: 'String', value: '<b>' }, x: { type: 'String', value: '"&' } };
  expect(renderForm(fields, formContext(visible, now))).toBe(
    '<form name="generatedForm" role="form"><div class="form-group"><label for="x">&lt;b&gt;</label>' +
      '<input class="form-control" name="x" cam-variable-type="String" cam-variable-name="x" disabled="disabled" type="text" value="&quot;&amp;" /></div></form>',
  );
});

it('says what is wrong with a form', async () => {
  const messages = async (fields: string) => (await formOf(fields)).problems.map(({ message }) => message);
  expect(await messages(field('colour'))).toEqual([
    "The form field 'x' has the type 'colour': use string, long, boolean, date or enum.",
  ]);
  expect(await messages(field('string', constraint('validator', 'org.example.Check')))).toEqual([
    "The form field 'x' is validated by 'validator', which needs Java or is not known: use required, readonly, min, max, minlength, maxlength.",
  ]);
  expect(await messages(field('long', constraint('min', 'three')))).toEqual([
    "The constraint 'min' of the form field 'x' needs a number as its config.",
  ]);
  expect(await messages('<camunda:formField type="long" />')).toEqual(['A form field has no id.']);
});
