// Reads and writes the bytes of Wasm modules.

/** A place in a module, and what is read from there on. */
export class Reader {
  /** Begins behind the eight bytes that every module begins with. */
  constructor(module) {
    this.module = module;
    this.at = 8;
  }

  get ended() {
    return this.at >= this.module.length;
  }

  byte() {
    return this.module[this.at++];
  }

  number() {
    for (let value = 0, shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  }

  bytes(length) {
    this.at += length;
    return this.module.subarray(this.at - length, this.at);
  }

  /** Something that stands behind its length. */
  sized() {
    return this.bytes(this.number());
  }
}

/** A number as modules have it. */
export const number = (value) => Buffer.from(value < 128 ? [value] : [(value & 127) | 128, ...number(value >>> 7)]);

/** Something behind its length. */
export const sized = (bytes) => Buffer.concat([number(bytes.length), bytes]);
