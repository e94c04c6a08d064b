// Many requests at once, and what they cost the server.
import { readFile } from "node:fs/promises";
import http from "node:http";

/** Resident memory of a process, in bytes. */
export async function residentMemory(pid: number): Promise<number> {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, "utf8"))?.[1];
  if (!kilobytes) throw new Error(`process ${pid} has no resident memory`);
  return Number(kilobytes) * 1024;
}

/** Runs `count` tasks, `width` at a time. */
async function inParallel(count: number, width: number, task: () => Promise<void>): Promise<void> {
  let left = count;
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (left-- > 0) await task();
    }),
  );
}

/** Asks for `url` `count` times, 20 at a time, and each time breaks the connection off when the first bytes of the body are there. */
export async function abortMidBody(url: string, cookie: string, count: number): Promise<number> {
  let bodies = 0;
  await inParallel(count, 20, () =>
    new Promise<void>((resolve, reject) => {
      const request = http.get(url, { agent: false, headers: { Cookie: cookie, "Accept-Encoding": "identity" } }, (response) => {
        response.once("data", () => {
          bodies += 1;
          response.destroy();
        });
        response.once("close", resolve);
        response.on("error", () => {});
      });
      request.setTimeout(15_000, () => request.destroy(new Error(`no answer of ${url} within 15 s`)));
      request.once("error", (error) => reject(error));
    }),
  );
  return bodies;
}

export interface LoadReport {
  requests: number;
  /** Answers that were not 200, or whose body was not whole. */
  broken: string[];
  /** Durations in milliseconds, ascending. */
  durations: number[];
}

/** Reads `url` over and over for `seconds`, `width` at a time; an answer that takes longer than 15 s counts as hung and broken. */
export async function load(url: string, cookie: string, seconds: number, width = 16): Promise<LoadReport> {
  const report: LoadReport = { requests: 0, broken: [], durations: [] };
  const agent = new http.Agent({ keepAlive: true, maxSockets: width });
  const end = Date.now() + seconds * 1_000;
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (Date.now() < end) {
        const begun = performance.now();
        const fault = await readWhole(url, cookie, agent);
        report.requests += 1;
        report.durations.push(performance.now() - begun);
        if (fault) report.broken.push(fault);
      }
    }),
  );
  agent.destroy();
  report.durations.sort((a, b) => a - b);
  return report;
}

/**
 * What is wrong with the answer, or nothing. A whole body has all of the document, and behind it the scripts with the data for
 * hydration, of which the last is empty; and the connection says that it was the end.
 */
function readWhole(url: string, cookie: string, agent: http.Agent): Promise<string | undefined> {
  return new Promise((resolve) => {
    const request = http.get(url, { agent, headers: { Cookie: cookie } }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (body += chunk));
      response.once("end", () => {
        const whole = response.complete && body.includes("</html>") && body.endsWith("></script>");
        if (response.statusCode !== 200) resolve(`status ${response.statusCode}`);
        else resolve(whole ? undefined : `body ends with ${body.slice(-80)}`);
      });
      response.once("error", (error) => resolve(`body: ${error.message}`));
    });
    request.setTimeout(15_000, () => request.destroy(new Error("hung")));
    request.once("error", (error) => resolve(error.message));
  });
}
