import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** One e-mail as a mail server received it. */
export interface ReceivedMail {
  from: string;
  to: string[];
  subject: string;
  text: string;
  /** Everything that was sent, headers included. */
  raw: string;
}

/** A real SMTP server on the loopback that keeps what it gets. */
export interface Mailbox {
  /** For SMTP_URL. */
  url: string;
  mails: ReceivedMail[];
  /** While true, every recipient is refused. */
  isRefusing: boolean;
  close: () => Promise<void>;
}

/** Starts a mail server on a free port. */
export async function openMailbox(): Promise<Mailbox> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: (_address, _session, done) =>
      done(mailbox.isRefusing ? new Error('mailbox unavailable') : undefined),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? '' : mailFrom.address;
        const to = rcptTo.map((recipient) => recipient.address);
        mailbox.mails.push({ from, to, ...readMail(Buffer.concat(chunks).toString('utf8')) });
        done();
      });
    },
  });
  const mailbox: Mailbox = {
    url: '',
    mails: [],
    isRefusing: false,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  mailbox.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
  return mailbox;
}

function readMail(raw: string): { subject: string; text: string; raw: string } {
  const end = raw.indexOf('\r\n\r\n');
  const [headers, body] = [raw.slice(0, end), raw.slice(end + 4)];
  const isQuotedPrintable = /^content-transfer-encoding: quoted-printable/im.test(headers);
  return {
    subject: /^subject: (.*)$/im.exec(headers)?.[1]?.trim() ?? '',
    text: (isQuotedPrintable ? decodeQuotedPrintable(body) : body).replaceAll('\r\n', '\n').trim(),
    raw,
  };
}

function decodeQuotedPrintable(body: string): string {
  return body
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
