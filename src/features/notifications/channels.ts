import type { Verdict } from './core/answers.ts';
import type { BotKind } from './core/bot-kinds.ts';
import type { MailText } from './core/mail.ts';

/** A mail server with its password in the open: it lives as long as a message takes. */
export interface OpenMailServer {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'none';
  readonly user: string | null;
  readonly password: string | null;
  readonly sender: string;
}

export interface Mail extends MailText {
  readonly to: string;
  /** The name under which the sender is shown. */
  readonly from: string;
  /** The same for every try of one message, so that a mailbox can see that it has it. */
  readonly messageId: string;
}

/** A bot with its address and secret in the open. */
export interface OpenBot {
  readonly kind: BotKind;
  readonly url: string;
  readonly secret: string | null;
}

/** The ways out of the house. They never throw: what goes wrong is an answer. */
export interface Channels {
  mail(server: OpenMailServer, mail: Mail): Promise<Verdict>;
  /** @param at  The present, in milliseconds: signatures carry it. */
  bot(bot: OpenBot, body: object, at: number): Promise<Verdict>;
}
