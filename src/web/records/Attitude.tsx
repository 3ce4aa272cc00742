import { useTranslation } from 'react-i18next';
import style from './Records.module.css';

const PLACES = [-2, -1, 0, 1, 2];

/** 对我方态度: a place on a line from against us to for us, and the word beside it. */
export function Attitude({ value }: { readonly value: number }) {
  const { t } = useTranslation('records');
  const place = Math.max(-2, Math.min(2, Math.round(value)));
  return (
    <span className={style.attitude}>
      <svg width="50" height="10" viewBox="0 0 50 10" aria-hidden="true">
        <line x1="5" x2="45" y1="5" y2="5" stroke="var(--line-strong)" strokeWidth="1" />
        {PLACES.map((one) => (
          <circle key={one} cx={25 + one * 10} cy="5" r={one === place ? 4 : 1.5} fill={one === place ? 'var(--ink)' : 'var(--ink4)'} />
        ))}
      </svg>
      {t(`attitude.${place}`)}
    </span>
  );
}
