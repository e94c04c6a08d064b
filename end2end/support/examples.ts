// Worked examples as they stand in ../examples: a line `$ curl …`, below it the status and the body that it answers with.
//
// In commands and answers `$NAME` is a value of this run: an answer that holds it first gives it its value, and everything
// after it must agree. In answers `…` stands for any text, `"…": "…"` for further fields, and a time for any time.

export interface Example {
  command: string;
  status: number;
  /** Undefined where nothing but the status is answered. */
  body: unknown;
}

const NAME = /\$([A-Z][A-Z_]*)/g;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** The examples of a Markdown file, in its order. */
export function examplesOf(markdown: string): Example[] {
  const blocks = [...markdown.matchAll(/```console\n([\s\S]*?)```/g)].map((block) => block[1] ?? "");
  return blocks.flatMap((block) =>
    block
      .trim()
      .split(/\n\s*\n/)
      .map((text) => {
        const parts = /^\$ (curl .*)\n(\d{3})(?: (.*))?$/.exec(text);
        if (!parts?.[1]) throw new Error(`not an example:\n${text}`);
        return { command: parts[1], status: Number(parts[2]), body: parts[3] === undefined ? undefined : JSON.parse(parts[3]) };
      }),
  );
}

/** A text with the values of this run. */
export function filled(text: string, known: Map<string, unknown>): string {
  return text.replace(NAME, (whole, name: string) => {
    if (!known.has(name)) throw new Error(`nothing has answered ${whole} yet`);
    return String(known.get(name));
  });
}

/** Where an answer is not as the example has it, or undefined. Learns the values that the example names for the first time. */
export function mismatch(expected: unknown, actual: unknown, known: Map<string, unknown>, at = "the body"): string | undefined {
  const differs = `${at}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`;
  if (typeof expected === "string") return matches(expected, actual, known) ? undefined : differs;
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return differs;
    return first(expected.map((item, index) => () => mismatch(item, actual[index], known, `${at}[${index}]`)));
  }
  if (typeof expected === "object" && expected !== null) {
    if (typeof actual !== "object" || actual === null || Array.isArray(actual)) return differs;
    const { "…": more, ...fields } = expected as Record<string, unknown>;
    const extra = Object.keys(actual).filter((name) => !(name in fields));
    if (more === undefined && extra.length > 0) return `${at}: also has ${extra.join(", ")}`;
    return first(
      Object.entries(fields).map(
        ([name, value]) =>
          () =>
            name in actual ? mismatch(value, (actual as any)[name], known, `${at}.${name}`) : `${at}: has no ${name}`,
      ),
    );
  }
  return expected === actual ? undefined : differs;
}

function first(checks: (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const found = check();
    if (found !== undefined) return found;
  }
  return undefined;
}

function matches(expected: string, actual: unknown, known: Map<string, unknown>): boolean {
  const name = /^\$([A-Z][A-Z_]*)$/.exec(expected)?.[1];
  if (name) {
    // Something, not nothing: an empty text or null would be taken for any other later.
    if (!known.has(name) && actual !== null && actual !== undefined && actual !== "") known.set(name, actual);
    return known.get(name) === actual;
  }
  if (typeof actual !== "string") return false;
  if (TIME.test(expected)) return TIME.test(actual);
  const parts = filled(expected, known).split("…");
  if (parts.length === 1) return parts[0] === actual;
  const [start = "", end = ""] = [parts[0], parts[parts.length - 1]];
  return actual.length >= start.length + end.length && actual.startsWith(start) && actual.endsWith(end);
}
