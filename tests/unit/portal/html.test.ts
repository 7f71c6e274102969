import { describe, expect, it } from 'vitest';
import { textArea, textField } from '../../../portal/html/fields.ts';
import { html } from '../../../portal/html/html.ts';

const ATTACK = `"><script>alert('x')</script><img src=x onerror="y">&amp;`;

describe('the html tag', () => {
  it('escapes everything that could leave a text or a quoted attribute', () => {
    const { text } = html`<p title="${ATTACK}">${ATTACK}</p>`;
    expect(text.replaceAll(/^<p title="|">|<\/p>$/g, '')).not.toMatch(/[<>"']|&(?!#\d+;)/);
    expect(text).toContain('&#34;&#62;&#60;script&#62;');
  });

  it('leaves HTML made by itself as it is, also in lists', () => {
    const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`);
    expect(html`${items}${[html`<i></i>`]}`.text).toBe('<li>a</li><li>&#60;b&#62;</li><i></i>');
  });

  it('leaves nothing where there is nothing, but keeps zero', () => {
    expect(html`[${null}${undefined}${false}${0}]`.text).toBe('[0]');
  });
});

describe('a field', () => {
  it('shows what was typed before without running it', () => {
    const field = { name: 'story', label: 'Story', value: `</textarea>${ATTACK}` };
    expect(textArea(field, html``).text.match(/<\/textarea/g)).toHaveLength(1);
    expect(textField(field, html``).text).not.toContain('<script');
  });

  it('keeps a text of several lines exactly, its first empty line too', () => {
    const { text } = textArea({ name: 'a', label: 'A', value: '\n  one\n\ntwo ' }, html``);
    expect(/<textarea[^>]*>\n([^<]*)<\/textarea/.exec(text)?.[1]).toBe('\n  one\n\ntwo ');
  });

  it('ties hint and problem to the control for screen readers', () => {
    const { text } = textField({ name: 'a', label: 'A', value: '', hint: 'h', problem: 'p' }, html``);
    expect(text).toContain('aria-describedby="a-hint a-problem"');
    expect(text).toContain('aria-invalid="true"');
    expect(text).toMatch(/<label for="a">A<\/label>/);
  });
});
