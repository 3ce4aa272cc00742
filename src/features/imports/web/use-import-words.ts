import { useTranslation } from 'react-i18next';
import { choiceWord } from '../../../web/records/use-record-words.ts';
import type { Entity } from '../core/kinds.ts';
import { kindOf } from './mapping-draft.ts';

/** The words of fields and choices, whatever a file holds. */
export function useImportWords() {
  const { t } = useTranslation('imports');
  const { t: ofRecords } = useTranslation('records');
  return {
    fieldWord: (entity: Entity, field: string): string => {
      const kind = kindOf(entity);
      if (kind === null || field === 'externalId') return t(`field.${field}`);
      return field === 'id' ? t('field.id') : ofRecords(`field.${kind}.${field}`);
    },
    choiceOf: (entity: Entity, field: string, code: string): string => choiceWord(kindOf(entity) ?? '', field, code, ofRecords),
  };
}
