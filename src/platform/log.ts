import { type Logger as PinoLogger, pino } from 'pino';

export type Logger = PinoLogger;

/** The one logger. JSON lines on standard error, so that a command's own output on standard output stays clean. */
export function createLogger(level: string): Logger {
  return pino({ level, redact: ['req.headers.authorization', 'req.headers.cookie', '*.password', '*.token'] }, pino.destination(2));
}
