// Collects what a page must never have: console errors, uncaught exceptions, hydration warnings, violations of its own policy.
import type { BrowserContext, ConsoleMessage, Page } from "@playwright/test";

export class Faults {
  private readonly found: string[] = [];
  private readonly allowed: RegExp[] = [];

  /** Watches every page that `context` opens, also those opened later. */
  static watch(context: BrowserContext): Faults {
    const faults = new Faults();
    context.on("console", (message) => faults.console(message));
    context.on("weberror", (error) => faults.add(error.page(), `uncaught: ${error.error().message}`));
    context.on("request", (request) => {
      if (new URL(request.url()).pathname === "/csp-report") faults.add(null, `CSP report: ${request.postData()}`);
    });
    return faults;
  }

  /** Also reports violations that the console does not show. For contexts with JavaScript; call before the first page opens. */
  async watchPolicy(context: BrowserContext): Promise<void> {
    await context.exposeBinding("__policyViolated", ({ page }, description: string) => this.add(page, description));
    await context.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) => {
        const report = (window as unknown as { __policyViolated(description: string): void }).__policyViolated;
        report(`CSP: ${event.violatedDirective} blocked ${event.blockedURI} ${event.sample}`);
      });
    });
  }

  /** Tells that this test provokes faults of this kind, for example `/status of 403/` where a page is refused. */
  allow(pattern: RegExp): void {
    this.allowed.push(pattern);
  }

  /** Faults so far that were not allowed. */
  get all(): string[] {
    return this.found.filter((fault) => !this.allowed.some((pattern) => pattern.test(fault)));
  }

  private console(message: ConsoleMessage): void {
    const hydration = message.type() === "warning" && /hydrat|reactive|outside a/i.test(message.text());
    if (message.type() === "error" || message.type() === "assert" || hydration) {
      this.add(message.page(), `console.${message.type()}: ${message.text()} (${message.location().url})`);
    }
  }

  private add(page: Page | null, fault: string): void {
    this.found.push(page ? `${page.url()}: ${fault}` : fault);
  }
}
