import { useTranslation } from 'react-i18next';
import style from './Retention.module.css';
import type { View } from './retention-search.ts';

/** How a view is read, and by which conventions it is made. */
export function Help({ view }: { readonly view: View }) {
  const { t } = useTranslation('retention');
  return (
    <details className={style.help}>
      <summary>{t('help.how')}</summary>
      {(['first', 'second', 'third'] as const).map((part) => (
        <p key={part}>{t(`help.${view}.${part}`)}</p>
      ))}
    </details>
  );
}
