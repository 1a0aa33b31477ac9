// A style sheet put into the page by a test: as an object, for the page's policy refuses styles that are markup.

import type { Page } from "playwright";

/** Lets the page look otherwise, behind all of its own styles. */
export function addStyle(page: Page, css: string): Promise<void> {
  return page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets.push(sheet);
  }, css);
}
