import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Day, daysBetween } from '../../../kernel/time.ts';
import type { Locale } from '../../../web/format.ts';
import { NO_VALUE } from '../../../web/format.ts';
import { Dot } from '../../../web/ui/Dot.tsx';
import { HealthShape } from '../../../web/ui/HealthShape.tsx';
import { moneyText, type Shown } from './card-words.ts';
import style from './Portfolio.module.css';

interface PhoneCardsProps {
  readonly cards: readonly Shown[];
  readonly total: number;
  readonly today: Day;
  readonly currency: string;
  readonly onMore: () => void;
}

/** The list in the hand: a card a customer, with what one asks of it on the way. */
export function PhoneCards({ cards, total, today, currency, onMore }: PhoneCardsProps) {
  const { t, i18n } = useTranslation(['portfolio', 'units']);
  const { workspace = '' } = useParams({ strict: false });
  return (
    <>
      <ul className={style.cards}>
        {cards.map((card) => (
          <li key={card.externalId}>
            <Link className={style.card} to="/$workspace/customers/$externalId" params={{ workspace, externalId: card.externalId }}>
              <span className={style.cardName}>{card.name}</span>
              <span className={style.cardScore}>
                <HealthShape health={card.band} label={t(`units:health.${card.band}`)} />
                {card.score === null ? NO_VALUE : Math.round(card.score)}
              </span>
              <span className={style.cardFacts}>
                {card.owner?.name ?? t('owner.nobody')}
                {card.arrMinor !== null && (
                  <>
                    <Dot />
                    ARR {moneyText(card.arrMinor, currency, i18n.language as Locale)}
                  </>
                )}
                {card.renewsOn !== null && (
                  <>
                    <Dot />
                    {t('renewsIn', { count: daysBetween(today, card.renewsOn) })}
                  </>
                )}
                {card.drifting && card.state === 'live' && (
                  <>
                    <Dot />
                    <strong>{t('drifts')}</strong>
                  </>
                )}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {cards.length < total && <Button onClick={onMore}>{t('more')}</Button>}
    </>
  );
}
