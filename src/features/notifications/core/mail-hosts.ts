/** The ports on which mail is handed in: relay, submission over TLS, submission, and its usual second. */
const MAIL_PORTS = [25, 465, 587, 2525];

/**
 * Whether mail may be handed in somewhere: on a port for mail, or where the operator of this server allows it besides. Whoever may set the
 * server could else try which ports answer inside the network.
 *
 * @param host      Name or address of the mail server.
 * @param port      Its port.
 * @param outbound  What the operator allows besides, as in `smtp://127.0.0.1:1025`.
 * @returns         True when it may.
 * @example         mayMailTo('mail.example.com', 6379, []) // => false
 */
export function mayMailTo(host: string, port: number, outbound: readonly string[]): boolean {
  return MAIL_PORTS.includes(port) || outbound.includes(`smtp://${host}:${port}`);
}
