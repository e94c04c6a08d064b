// A real SMTP server that keeps what it was sent.
import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

export interface Mail {
  /** Envelope recipients. */
  to: string[];
  from: string;
  subject: string;
  text: string;
  html: string;
  /** Every http(s) link of the text part, in order. */
  links: string[];
  parsed: ParsedMail;
}

export class Mailbox {
  readonly mails: Mail[] = [];
  private readonly server: SMTPServer;
  private failures = 0;

  private constructor() {
    this.server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS", "AUTH"],
      disableReverseLookup: true,
      closeTimeout: 500,
      onRcptTo: (_address, _session, done) => {
        if (this.failures > 0) {
          this.failures -= 1;
          const busy = Object.assign(new Error("mailbox busy, try again"), { responseCode: 450 });
          return done(busy);
        }
        done();
      },
      onData: (stream, session, done) => {
        simpleParser(stream).then(
          (parsed) => {
            this.mails.push(toMail(parsed, session.envelope.rcptTo.map((recipient) => recipient.address)));
            done();
          },
          (error: Error) => done(error),
        );
      },
    });
    // A client that breaks off is that client's fault; the mail is missing then, which is what a test sees.
    this.server.on("error", () => {});
  }

  static async start(): Promise<Mailbox> {
    const mailbox = new Mailbox();
    await new Promise<void>((resolve) => mailbox.server.listen(0, "127.0.0.1", () => resolve()));
    return mailbox;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  /** Refuses the next `count` recipients with a temporary error, as a greylisting server does. */
  failNext(count: number): void {
    this.failures = count;
  }

  /** What `address` has received so far, oldest first. */
  sentTo(address: string): Mail[] {
    return this.mails.filter((mail) => mail.to.some((recipient) => recipient.toLowerCase() === address.toLowerCase()));
  }

  /** Waits until `address` has at least `count` mails, and returns the last of these. */
  async waitFor(address: string, { count = 1, timeout = 15_000 } = {}): Promise<Mail> {
    const deadline = Date.now() + timeout;
    for (;;) {
      const mail = this.sentTo(address)[count - 1];
      if (mail) return mail;
      if (Date.now() > deadline) {
        const seen = this.mails.map((other) => `${other.to.join(", ")}: ${other.subject}`).join("\n") || "(no mail at all)";
        throw new Error(`${address} did not receive ${count} mail(s) within ${timeout} ms; received were:\n${seen}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** The first link in the mail that `address` gets whose path starts with `path`. */
  async linkFor(address: string, path: string, options?: { count?: number; timeout?: number }): Promise<string> {
    const mail = await this.waitFor(address, options);
    const link = mail.links.find((candidate) => new URL(candidate).pathname.startsWith(path));
    if (!link) throw new Error(`no link to ${path} in the mail to ${address}:\n${mail.text}`);
    return link;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}

function toMail(parsed: ParsedMail, to: string[]): Mail {
  const text = parsed.text ?? "";
  return {
    to,
    from: parsed.from?.text ?? "",
    subject: parsed.subject ?? "",
    text,
    html: parsed.html || "",
    links: [...text.matchAll(/https?:\/\/[^\s<>"]+/g)].map(([link]) => link.replace(/[.,)\]]+$/, "")),
    parsed,
  };
}
