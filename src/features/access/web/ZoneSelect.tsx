import { Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Locale } from '../../../web/format.ts';
import { zoneChoices, zoneMatches } from './time-zones.ts';
import type { ControlProps } from './widgets/Field.tsx';

interface ZoneSelectProps {
  readonly control: ControlProps;
  readonly value: string;
  readonly onChange: (zone: string) => void;
}

/** A time zone, found by typing. */
export function ZoneSelect({ control, value, onChange }: ZoneSelectProps) {
  const { i18n } = useTranslation('access');
  const locale = i18n.language as Locale;
  // Kept by the first value: the list does not change while one chooses.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const options = useMemo(() => [...zoneChoices(locale, value)], [locale]);
  return (
    <Select<string>
      {...control}
      value={value}
      options={options}
      showSearch={{ filterOption: (typed, option) => zoneMatches(typed, String(option?.label ?? '')) }}
      onChange={onChange}
    />
  );
}
