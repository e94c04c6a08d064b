// Judges the HTML a server answered with. Wrong nesting is the main cause of hydration faults, because the browser repairs it.
import { expect } from "@playwright/test";
import { HtmlValidate } from "html-validate";

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:standard"],
  rules: {
    // Style of the source, which a framework writes here.
    "attribute-boolean-style": "off",
    "attribute-empty-style": "off",
    "attr-quotes": "off",
    "doctype-style": "off",
    "long-title": "off",
    "no-trailing-whitespace": "off",
    "void-style": "off",
    "no-inline-style": "error",
    // Integrity is the policy's business: every script carries a nonce, and all of them are our own.
    "require-sri": "off",
  },
});

/** Fails with every finding when `html`, answered for `path`, is not valid. */
export async function expectValidHtml(html: string, path: string): Promise<void> {
  const report = await validator.validateString(withoutHabitsOfLeptos(html));
  const findings = report.results.flatMap((result) =>
    result.messages.map((message) => `${message.line}:${message.column} ${message.ruleId}: ${message.message}`),
  );
  expect(findings, `HTML of ${path}`).toEqual([]);
}

/**
 * Leptos separates texts by the shortest comment that browsers read, `<!>`, which the validator cannot; and it writes the nonce
 * into `crossorigin` of its preloads, where browsers take every unknown word for `anonymous`.
 */
function withoutHabitsOfLeptos(html: string): string {
  const nonce = /<script[^>]* nonce="([\w-]+)"/.exec(html)?.[1] ?? "";
  return html.replaceAll("<!>", "<!---->").replaceAll(`crossorigin="${nonce}"`, 'crossorigin="anonymous"');
}
