import { createHash } from 'node:crypto';
import { Html } from '../html/html.ts';

const STYLE = `
:root{--ink:#1b1b1f;--soft:#4a4a55;--line:#8a8a96;--paper:#fff;--deep:#12507a;--alarm:#a1141e;--mark:#ffd54a}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.5 system-ui,sans-serif}
header,main,footer{max-width:42rem;margin:0 auto;padding:.75rem 1rem}
header{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;justify-content:space-between;border-bottom:1px solid #d5d5dc}
header .site{font-weight:700;font-size:1.25rem;color:var(--deep);text-decoration:none}
header nav{display:flex;gap:.75rem;margin-left:auto}
@media (max-width:30rem){header nav{order:1;width:100%}}
footer{border-top:1px solid #d5d5dc;margin-top:2rem;color:var(--soft);font-size:.9375rem}
h1{font-size:1.75rem;line-height:1.2;margin:1rem 0}
h2{font-size:1.25rem;margin:1.75rem 0 .5rem}
p{margin:.5rem 0}
a{color:var(--deep)}
:focus-visible{outline:3px solid var(--mark);outline-offset:0;box-shadow:0 0 0 5px var(--ink)}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.5rem}
.leave,button,.button{display:inline-block;border:2px solid var(--deep);border-radius:.375rem;padding:.6rem 1rem;min-height:2.75rem;font:inherit;font-weight:600;text-decoration:none;cursor:pointer;background:var(--deep);color:#fff}
.leave{border-color:var(--alarm);background:var(--alarm);padding:.35rem .75rem}
.second{background:var(--paper);color:var(--deep)}
.choices{display:flex;flex-direction:column;gap:.75rem;margin:1.5rem 0}
.choices .button{text-align:center;padding:1rem}
fieldset{border:0;margin:2rem 0 0;padding:0;min-width:0}
legend{font-size:1.25rem;font-weight:700;padding:0}
.field,.tick{margin:1.1rem 0}
label{font-weight:600}
.field>label{display:block}
.tick{display:grid;grid-template-columns:2.25rem 1fr;align-items:start}
.tick label{font-weight:400;padding-top:.1rem}
.tick p{grid-column:2}
.tick input{width:1.5rem;height:1.5rem;margin:.1rem 0 0}
input,select,textarea{font:inherit;color:inherit}
.field input,select,textarea{width:100%;border:2px solid var(--line);border-radius:.25rem;padding:.5rem;min-height:2.75rem;background:#fff}
textarea{min-height:9rem}
.hint{color:var(--soft);margin:.1rem 0 .35rem}
.problem{color:var(--alarm);font-weight:600;margin:.1rem 0 .35rem}
.wrong{border-left:4px solid var(--alarm);padding-left:.75rem}
.notice{border:3px solid var(--alarm);padding:.25rem 1rem .75rem;margin:1rem 0}
.notice h2{margin-top:.5rem}
.calm{border-color:var(--deep)}
.code{font:700 clamp(1.1rem,5.4vw,1.75rem)/1.3 ui-monospace,monospace;word-spacing:.1em;margin:.25rem 0}
dt{font-weight:600;margin-top:.75rem}dd{margin:0}
.rows{list-style:none;padding:0}.rows li{padding:.75rem 0;border-bottom:1px solid #d5d5dc;overflow-wrap:anywhere}
@media (prefers-color-scheme:dark){:root{--ink:#f1f1f4;--soft:#c3c3cc;--line:#8a8a96;--paper:#17171b;--deep:#8cc8f2;--alarm:#ff9a9a}
.leave,button,.button{color:#17171b}.second{color:var(--deep)}.field input,select,textarea{background:#232329}}
`;

/** The only style sheet, sent inside each page: no second request, nothing left in the cache. Exact, because its hash is checked. */
export const STYLE_ELEMENT = new Html(`<style>${STYLE}</style>`);

/** What the content security policy names to let exactly this style sheet through. */
export const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;
