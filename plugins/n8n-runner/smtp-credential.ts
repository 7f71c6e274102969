import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** The credential of the e-mail step from `smtp://user:password@host:587`; `smtps://` encrypts from the first byte. */
export function smtpCredential(smtpUrl: string): ICredentialDataDecryptedObject {
  const url = new URL(smtpUrl);
  const secure = url.protocol === 'smtps:';
  return {
    host: url.hostname,
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    // STARTTLS is used whenever the server offers it.
    disableStartTls: false,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}
