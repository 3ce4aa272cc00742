import type { TFunction } from 'i18next';
import { emailSchema, workspaceKeySchema } from '../../../contract/shapes.ts';
import { PASSWORD_LENGTH, passwordWord } from './password-words.ts';

/** What is wrong with one value, in the reader's words; undefined when nothing is. The limits are those of the contract. */
export interface FormWords {
  readonly name: (value: string) => string | undefined;
  readonly email: (value: string) => string | undefined;
  readonly newPassword: (value: string) => string | undefined;
  readonly someText: (value: string) => string | undefined;
  readonly workspaceKey: (value: string) => string | undefined;
  /** For what the server refuses at a field: the words of the code, or the server's own. */
  readonly refused: (field: string, code: string, message: string) => string;
}

const NAME_LIMIT = 120;

/** The checks that the forms of this feature share. */
export function formWords(t: TFunction<'access'>): FormWords {
  return {
    name: (value) => {
      const { length } = value.trim();
      if (length === 0) return t('problem.empty');
      return length > NAME_LIMIT ? t('problem.tooLong', { most: NAME_LIMIT }) : undefined;
    },
    email: (value) => {
      if (value.trim() === '') return t('problem.empty');
      return emailSchema.safeParse(value).success ? undefined : t('problem.email');
    },
    newPassword: (value) => {
      const word = passwordWord(value.length);
      if (word === 'empty') return t('problem.passwordEmpty', PASSWORD_LENGTH);
      if (word === 'short') return t('problem.passwordShort', { ...PASSWORD_LENGTH, missing: PASSWORD_LENGTH.least - value.length });
      return word === 'long' ? t('problem.tooLong', { most: PASSWORD_LENGTH.most }) : undefined;
    },
    someText: (value) => (value === '' ? t('problem.empty') : undefined),
    workspaceKey: (value) => {
      if (value === '') return t('problem.empty');
      return workspaceKeySchema.safeParse(value).success ? undefined : t('problem.workspaceKey');
    },
    refused: (_field, code, message) => (message === '' ? t(`problem.code.${code}`) : t('problem.refused', { message })),
  };
}
