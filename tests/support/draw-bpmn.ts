import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';

const viewer = new URL('../../node_modules/bpmn-js/dist/', import.meta.url);

/** What a diagram looks like: its picture, and everything bpmn-js complained about while drawing it. */
export interface Drawing {
  png: Buffer;
  warnings: string[];
}

/** Draws a BPMN file as people see it in the designer. */
export async function drawBpmn(browser: Browser, xml: string): Promise<Drawing> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 900 } });
  try {
    await page.setContent('<div id="canvas" style="position:absolute;inset:0"></div>');
    for (const file of ['diagram-js.css', 'bpmn-js.css']) {
      await page.addStyleTag({ content: readFileSync(new URL(`assets/${file}`, viewer), 'utf8') });
    }
    await page.addScriptTag({
      content: readFileSync(new URL('bpmn-viewer.production.min.js', viewer), 'utf8'),
    });
    const { svg, width, height, warnings } = await page.evaluate(async (source) => {
      const { BpmnJS } = globalThis as unknown as {
        BpmnJS: new (options: object) => {
          importXML(xml: string): Promise<{ warnings: { message: string }[] }>;
          saveSVG(): Promise<{ svg: string }>;
        };
      };
      const drawing = new BpmnJS({ container: '#canvas' });
      const imported = await drawing.importXML(source);
      const { svg } = await drawing.saveSVG();
      const size = /viewBox="\S+ \S+ (\S+) (\S+)"/.exec(svg);
      return {
        svg,
        width: Math.ceil(Number(size?.[1])),
        height: Math.ceil(Number(size?.[2])),
        warnings: imported.warnings.map((warning) => warning.message),
      };
    }, xml);
    await page.setViewportSize({ width, height });
    await page.setContent(`<body style="margin:0">${svg.replace(/^[^<]*<\?xml[^>]*>/, '')}</body>`);
    return { png: await page.screenshot({ fullPage: true }), warnings };
  } finally {
    await page.close();
  }
}
