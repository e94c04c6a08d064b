// Joins the modules that the splitter of cargo-leptos made of the Wasm. It makes one for every set of parts that share functions,
// well over a hundred: sixty requests a page, and small files compress badly. Here each part becomes one file, and what most
// parts need becomes another one, which they load together with their own. A function that fewer parts share is in each of them:
// which copy answers does not matter, because all of them work on the memory and the table of the main file. The data of such
// functions must not be written twice, because it may have changed since: it stands in a section of its own, and the script
// that loads a file writes what is not there yet.
//   node scripts/join-parts.mjs target/site/pkg      Binaryen's tools must be in PATH; takes two minutes
import { execFile } from "node:child_process";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { Reader, sized } from "./wasm-bytes.mjs";
import { namedInOrder } from "./wasm-order.mjs";

const folder = process.argv[2];
const FEATURES = ["--enable-bulk-memory", "--enable-nontrapping-float-to-int", "--enable-mutable-globals", "--enable-sign-ext", "--enable-reference-types", "--enable-multivalue"];
/** What the splitter calls the main file in imports, and what the joined files call it. */
const MAIN = "__wasm_split";
const OUTER = "__wasm_main";
const SHARED = "shared";
/** The custom section with the data of a joined file. */
const DATA = "data";

const at = (file) => join(folder, file);
const binaryen = async (tool, ...options) => (await promisify(execFile)(tool, [...FEATURES, ...options], { maxBuffer: 1 << 28 })).stdout;
const SMALL = ["-Oz", "--strip-debug", "--strip-producers", "--strip-target-features"];
/** Does something with each, as many at once as there are processors. */
async function each(items, work) {
  const left = [...items];
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
    }),
  );
}
const check = (condition, what) => {
  if (!condition) throw new Error(`${what}: the splitter's output is not as expected`);
};

const manifestFile = at("__wasm_split_manifest.json");
/** The splitter's modules of each part, without ending. The last one is the part's own. */
const parts = JSON.parse(readFileSync(manifestFile, "utf8"));
const names = Object.keys(parts);

const uses = new Map();
for (const module of Object.values(parts).flat()) uses.set(module, (uses.get(module) ?? 0) + 1);
/** What so many of the parts need is in the file they share. With more in it, pages load what they do not need. */
const MOST = 0.7;
const shared = [...uses].filter(([, count]) => count > names.length * MOST).map(([module]) => module);
/** The pages before the console need little of what those in it share, so they have their own copy of that. */
const sharing = names.filter((name) => name !== "outside");

// Joining resolves imports by name. This module stands for the main file, so that its memory, table and stack pointer are
// imported once in each joined file and not once for each module in it.
// The part's own module imports all three.
const text = await binaryen("wasm-dis", at(`${parts[names[0]].at(-1)}.wasm`));
const outer = (text.match(/^ \(import .*$/gm) ?? []).filter((line) => line.includes(`"${MAIN}"`));
check(outer.length === 3, "imports of a part");
const stub = outer.map((line, n) => {
  const [, name, kind, type] = /^ \(import "\w+" "(\w+)" \((\w+) \S+ (.*)\)\)$/.exec(line) ?? [];
  check(name !== undefined, line);
  return `(import "${OUTER}" "${name}" (${kind} $${n} ${type})) (export "${name}" (${kind} $${n}))`;
});
const stubText = at("stub.wat");
const stubFile = at("stub.wasm");
writeFileSync(stubText, `(module ${stub.filter((line) => line).map((line) => line.split(" (export")[0]).join(" ")} ${stub.map((line) => `(export${line.split(" (export")[1]}`).join(" ")})`);
await binaryen("wasm-as", stubText, "-o", stubFile);

/** Makes a file as small as it gets, compressed. Sorting undoes a part of what was optimized, so that is done again. */
async function makeSmall(file, ...passes) {
  await binaryen("wasm-opt", ...passes, ...SMALL, file, "-o", file);
  writeFileSync(file, namedInOrder(readFileSync(file)));
  await binaryen("wasm-opt", "-g", "--reorder-functions-by-name", "--strip-debug", file, "-o", file);
  await binaryen("wasm-opt", ...SMALL, file, "-o", file);
}

/** Makes `<name>.wasm` of modules. */
async function makeJoined(name, modules) {
  const file = at(`${name}.wasm`);
  await binaryen("wasm-merge", "--skip-export-conflicts", stubFile, MAIN, ...modules.flatMap((module) => [at(`${module}.wasm`), module]), "-o", file);
  // The table's entries are the same for as long as the page lives, so that calls through it within a file become direct.
  await makeSmall(file, "--directize", "--pass-arg=directize-initial-contents-immutable", "--zero-filled-memory");
  check(WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(file))).every(({ module }) => module === OUTER), `imports of ${name}`);
  writeFileSync(file, dataApart(readFileSync(file)));
}

/** All data of all joined files, and where it stands. */
const placed = [];

/** A module whose data segments are in the custom section `DATA`: the address and the length, four bytes each, then the bytes. */
function dataApart(module) {
  const from = new Reader(module);
  const rest = [module.subarray(0, from.at)];
  const segments = [];
  while (!from.ended) {
    const start = from.at;
    const id = from.byte();
    const end = from.number() + from.at;
    if (id === 11) {
      for (let count = from.number(); count > 0; count--) {
        check(from.byte() === 0 && from.byte() === 0x41, "a data segment");
        // Addresses are signed there, and far below the middle of the address space.
        const address = from.number();
        check(from.byte() === 0x0b, "a data segment");
        const bytes = from.sized();
        const head = Buffer.alloc(8);
        head.writeUInt32LE(address, 0);
        head.writeUInt32LE(bytes.length, 4);
        segments.push(head, bytes);
        placed.push({ begin: address, end: address + bytes.length, bytes });
      }
    } else if (id !== 12) {
      rest.push(module.subarray(start, end));
    }
    from.at = end;
  }
  if (segments.length === 0) return module;
  return Buffer.concat([...rest, Buffer.from([0]), sized(Buffer.concat([sized(Buffer.from(DATA)), ...segments]))]);
}

const own = (name) => `part_${name}`;
const files = Object.fromEntries(names.map((name) => [name, sharing.includes(name) ? [SHARED, own(name)] : [own(name)]]));
const joined = new Map([
  [SHARED, shared],
  ...names.map((name) => [own(name), parts[name].filter((module) => !sharing.includes(name) || !shared.includes(module))]),
]);
const main = at("guildhall.wasm");
await each([main, ...joined.keys()], (name) => (name === main ? makeSmall(main) : makeJoined(name, joined.get(name))));

// Data is written once because it begins at the same address in each file. So the same data must lie at the same place in all.
placed.sort((one, other) => one.begin - other.begin || one.end - other.end);
for (const [number, one] of placed.entries()) {
  const next = placed[number + 1];
  const same = next !== undefined && one.begin === next.begin && one.end === next.end && one.bytes.equals(next.bytes);
  check(next === undefined || same || one.end <= next.begin, `data at ${one.begin}`);
}

// The splitter's script without its list of modules, and ours instead.
const script = at(readdirSync(folder).find((file) => /^__wasm_split.*\.js$/.test(file)));
const theirs = readFileSync(script, "utf8");
const functions = theirs.match(/^(import .*|let .*|function \w+\([\s\S]*?\n\})$/gm) ?? [];
check(["initSync", "getSharedImports", "wrapAsyncCb", "makeLoad"].every((name) => functions.some((text) => text.includes(name))), "script");
const exported = [...theirs.matchAll(/^export const __wasm_split_load_(\w+)/gm)].map(([, name]) => name);
check(exported.toSorted().join() === names.toSorted().join(), "exports of the script");
const load = (file, needs) => `makeLoad(() => read("${file}"), [${needs}])`;
const ours = names.map((name) => {
  const needs = files[name].filter((file) => file === SHARED);
  return `export const __wasm_split_load_${name} = wrapAsyncCb(${load(own(name), needs)});`;
});
const reading = `
const written = new Set();
function write(section, memory) {
    const view = new DataView(section);
    for (let at = 0, length; at < section.byteLength; at += 8 + length) {
        const address = view.getUint32(at, true);
        length = view.getUint32(at + 4, true);
        if (!written.has(address)) new Uint8Array(memory.buffer).set(new Uint8Array(section, at + 8, length), address);
        written.add(address);
    }
}
function read(file) {
    const compiled = WebAssembly.compileStreaming(fetch(new URL("./" + file + ".wasm", import.meta.url)));
    return async ({ ${MAIN}: main }) => {
        const module = await compiled;
        for (const section of WebAssembly.Module.customSections(module, "${DATA}")) write(section, main.memory);
        return WebAssembly.instantiate(module, { ${OUTER}: main });
    };
}`;
writeFileSync(script, [...functions, reading, `const ${SHARED} = ${load(SHARED, "")};`, ...ours, ""].join("\n"));
writeFileSync(manifestFile, JSON.stringify(files));

for (const module of uses.keys()) for (const ending of ["", ".br", ".gz"]) rmSync(at(`${module}.wasm${ending}`), { force: true });
rmSync(stubText);
rmSync(stubFile);
const made = [script, manifestFile, main, ...[...joined.keys()].map((name) => at(`${name}.wasm`))];
await each(made, async (file) => {
  const bytes = readFileSync(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(`${file}.br`, await promisify(brotliCompress)(bytes, { params }));
  writeFileSync(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }));
});
