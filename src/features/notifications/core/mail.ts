import { leftText, type Message } from './message.ts';

/** A mail without its envelope. */
export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/**
 * A message as a mail, plain and as a web page: no pictures, nothing that reports who opened it.
 *
 * @param message  What to say.
 * @returns        Subject and both bodies.
 * @example        mailText({ locale: 'en-US', title: 'T', lines: [{ customer: null, text: 'a < b' }], left: 0, link: { text: 'Open', url: 'https://m.example' } }).html // => '<p><strong>T</strong></p><ul><li>a &lt; b</li></ul><p><a href="https://m.example">Open</a></p>'
 */
export function mailText(message: Message): MailText {
  const { title, lines, link } = message;
  const more = leftText(message);
  const said = lines.map(({ customer, text }) => (customer === null ? `- ${text}` : `- ${customer.name} ${text}\n  ${customer.url}`));
  const items = lines.map(({ customer, text }) =>
    customer === null ? marked(text) : `${linked(customer.name, customer.url)} ${marked(text)}`,
  );
  const all = more === null ? { said, items } : { said: [...said, `- ${more}`], items: [...items, marked(more)] };
  return {
    subject: title,
    text: `${title}\n\n${all.said.join('\n')}\n\n${link.text}\n${link.url}\n`,
    html: `<p><strong>${marked(title)}</strong></p><ul>${all.items.map((item) => `<li>${item}</li>`).join('')}</ul><p>${linked(link.text, link.url)}</p>`,
  };
}

function linked(text: string, url: string): string {
  return `<a href="${marked(url)}">${marked(text)}</a>`;
}

function marked(text: string): string {
  const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}
