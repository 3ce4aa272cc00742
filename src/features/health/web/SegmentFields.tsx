import { Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { choiceWord } from '../../../web/records/use-record-words.ts';
import { accountKind } from '../../accounts/core/kinds.ts';
import { SEGMENT_FIELDS, type SegmentField } from '../core/segments.ts';
import own from './Models.module.css';
import type { Content } from './model-draft.ts';

type Segment = NonNullable<Content['segment']>;

interface SegmentFieldsProps {
  readonly of: Segment;
  readonly industries: readonly string[];
  readonly onChange: (segment: Segment) => void;
}

/** For which customers a model is: of all the fields that ask something, each must hold. */
export function SegmentFields({ of, industries, onChange }: SegmentFieldsProps) {
  const { t } = useTranslation('health');
  const records = useTranslation('records');
  const prefix = useId();
  const choices = (field: SegmentField): readonly { value: string; label: string }[] => {
    const declared = accountKind.fields[field];
    if (declared?.type === 'choice')
      return Object.keys(declared.choices).map((code) => ({ value: code, label: choiceWord('account', field, code, records.t) }));
    return industries.map((value) => ({ value, label: value }));
  };
  return (
    <div className={own.pair}>
      {SEGMENT_FIELDS.map((field) => (
        <div key={field}>
          <label className={own.label} htmlFor={prefix + field}>
            {t(`segment.${field}`)}
          </label>
          <Select
            id={prefix + field}
            mode={field === 'industry' ? 'tags' : 'multiple'}
            style={{ width: '100%' }}
            placeholder={t('segment.any')}
            value={[...(of[field] ?? [])]}
            onChange={(values: string[]) => onChange({ ...of, [field]: values })}
            options={[...choices(field)]}
          />
        </div>
      ))}
    </div>
  );
}
