import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { MaybeNumber } from '../../contract/shapes.ts';
import { formatFull, formatValue, type Locale, NO_VALUE, type Unit } from '../format.ts';

interface MaybeValueProps {
  readonly of: MaybeNumber | undefined;
  readonly unit?: Unit;
  /** The words for a value, where a unit is not enough. */
  readonly say?: (value: number) => string;
}

/** A value, or a dash that says why there is none when pointed at or focused. Never zero for Unknown. */
export function MaybeValue({ of, unit = 'users', say }: MaybeValueProps) {
  const { t, i18n } = useTranslation('units');
  const locale = i18n.language as Locale;
  if (of === undefined || of.value === null) {
    const reason = t(`reason.${of?.reason ?? 'not-computed'}`);
    return (
      <Tooltip title={reason} trigger={['hover', 'focus']}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be reachable by keyboard */}
        <span tabIndex={0} role="note" aria-label={t('unknownBecause', { reason })} style={{ cursor: 'help' }}>
          {NO_VALUE}
        </span>
      </Tooltip>
    );
  }
  const full = unit === 'users' && say === undefined ? formatFull(of.value) : undefined;
  const text = say?.(of.value) ?? formatValue(of.value, unit, locale);
  if (of.partial) {
    return (
      <Tooltip title={t('partial')} trigger={['hover', 'focus']}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: as above */}
        <span tabIndex={0} role="note" aria-label={`${text}, ${t('partial')}`} style={{ cursor: 'help' }}>
          {text}
          <span aria-hidden="true">*</span>
        </span>
      </Tooltip>
    );
  }
  return <span title={full}>{text}</span>;
}
