/** As the contract has it. */
export const PASSWORD_LENGTH = { least: 12, most: 128 } as const;

export type PasswordWord = 'empty' | 'short' | 'enough' | 'good' | 'strong' | 'long';

/**
 * What the length of a password is worth. Length beats character classes (NIST SP 800-63B), so nothing else is asked.
 *
 * @param length  In characters, as the contract counts them.
 * @returns       The word to show; `short` and `long` are refused.
 * @example passwordWord(11) // => 'short'
 * @example passwordWord(20) // => 'strong'
 */
export function passwordWord(length: number): PasswordWord {
  if (length === 0) return 'empty';
  if (length < PASSWORD_LENGTH.least) return 'short';
  if (length > PASSWORD_LENGTH.most) return 'long';
  if (length < 16) return 'enough';
  return length < 20 ? 'good' : 'strong';
}
