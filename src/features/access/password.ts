import { hash, verify } from '@node-rs/argon2';

/** Argon2id with 19 MiB, two passes, one lane: OWASP Password Storage Cheat Sheet. The library's enum is erased by the compiler. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Keyboards write the same letters in different code points; NIST SP 800-63B asks for one form. */
function plain(password: string): string {
  return password.normalize('NFKC');
}

export function hashPassword(password: string): Promise<string> {
  return hash(plain(password), ARGON2ID);
}

/** Whether a password belongs to a hash. Without a hash it takes as long and says no, so that time does not tell who has a login. */
export async function verifyPassword(password: string, passwordHash: string | null): Promise<boolean> {
  if (passwordHash !== null) return verify(passwordHash, plain(password));
  await hashPassword(password);
  return false;
}
