// Every page in German: the server and the browser say the same words, and none of them is English.
import { become, expect, test } from "../support/furnished";
import { views } from "../support/pages";
import { hydrated } from "../support/test";

test.use({ locale: "de-AT" });

/** Words that no German sentence has. */
const ENGLISH = /\b(the|and|of|your|you|with|from|this|that|are|not|have|has|can|when|who|what|which|before|after|there|every|only|members|roles|keys?|settings|created|changed|search|email address)\b/gi;
/** What people and programs wrote into the instance, and what has one name in all languages. */
const NOT_OURS = [
  "Looks after people",
  "Sees a little more",
  "What visitors see, and the shop behind it",
  "nightly report of everything that happened",
  "a.person.with.a.very.long.name@department.of.a.company.example",
  "Come aboard",
  "Made by the administrator",
  "Founder of",
  "founder.of",
  "of.a.person",
  // The description of a system role is copied as it is.
  "Everything but deleting the organization and giving or taking ownership.",
];
/** Names of roles, permissions and codes keep their spelling. */
const CODES = "code, kbd, .mono, .id, .badge, [data-role], .chip-code, [lang=en]";

for (const route of new Set(views().map((view) => view.route))) {
  test(route, async ({ page, context, furnished, faults }) => {
    faults.allow(/status of 40[34]/);
    const found: string[] = [];
    for (const view of views().filter((view) => view.route === route)) {
      await become(context, furnished, view.viewer);
      const address = view.address(furnished);
      await page.goto(address);
      await hydrated(page);
      await expect(page.locator("html")).toHaveAttribute("lang", "de");
      let words = await page.evaluate((codes) => {
        const copy = document.body.cloneNode(true) as HTMLElement;
        copy.querySelectorAll(`script, style, template, svg, ${codes}`).forEach((element) => element.remove());
        const labels = [...copy.querySelectorAll("[aria-label], [placeholder], [title]")].map((element) =>
          ["aria-label", "placeholder", "title"].map((name) => element.getAttribute(name) ?? "").join(" "),
        );
        return [document.title, copy.textContent ?? "", ...labels].join("\n");
      }, CODES);
      for (const text of NOT_OURS) words = words.replaceAll(text, "");
      words = words.replace(/\b[a-zA-Z]+\.[a-z_]+\b/g, "");
      const english = [...new Set([...words.matchAll(ENGLISH)].map(({ index }) => words.slice(Math.max(0, index - 25), index + 35).replace(/\s+/g, " ")))];
      found.push(...english.map((text) => `${address} for ${view.viewer}: …${text}…`));
    }
    expect(found).toEqual([]);
  });
}
