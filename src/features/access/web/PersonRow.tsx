import { Button, Dropdown } from 'antd';
import { Ellipsis } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Locale, NO_VALUE, spaced } from '../../../web/format.ts';
import { awayWords } from './away-words.ts';
import type { Person, PersonAct } from './people-view.ts';
import style from './widgets/Settings.module.css';

interface PersonRowProps {
  readonly person: Person;
  readonly team: string | null;
  readonly mine: boolean;
  /** What can be done with them here: all by an administrator, being away by those who lead them. */
  readonly may: 'administer' | 'say-away' | null;
  readonly onAct: (act: PersonAct) => void;
}

/** One person; a card on a narrow screen. */
export function PersonRow({ person, team, mine, may, onAct }: PersonRowProps) {
  const { t, i18n } = useTranslation('access');
  return (
    <tr>
      <td>
        <span className={style.name}>{person.name}</span>
        {mine && <span className={style.faint}> ({t('people.me')})</span>}
        <span className={style.quiet}>{person.email ?? t('people.noEmail')}</span>
        {person.active && person.away !== null && <span className={style.quiet}>{awayWords(person.away, i18n.language as Locale, t)}</span>}
      </td>
      <td className={style.wide}>{person.functions.map((one) => t(`shell:function.${one}`)).join(t('listComma'))}</td>
      <td data-label={t('people.column.scope')}>{t(`scope.${person.scope}`)}</td>
      <td data-label={t('people.column.team')}>{team ?? <span className={style.faint}>{NO_VALUE}</span>}</td>
      <td className={style.status}>{t(person.active ? `people.status.${person.status}` : 'people.status.ended')}</td>
      {may !== null && (
        <td className={style.acts}>
          {may === 'administer' && <PersonActs person={person} onAct={onAct} />}
          {may === 'say-away' && person.active && (
            <Button size="small" type="text" onClick={() => onAct({ act: 'away', person })}>
              {t('people.act.away')}
            </Button>
          )}
        </td>
      )}
    </tr>
  );
}

function PersonActs({ person, onAct }: { readonly person: Person; readonly onAct: (act: PersonAct) => void }) {
  const { t } = useTranslation('access');
  const more = useRef<HTMLButtonElement>(null);
  if (!person.active) {
    return (
      <Button size="small" type="text" onClick={() => onAct({ act: 'restore', person })}>
        {t('people.act.restore')}
      </Button>
    );
  }
  const invitable = person.status !== 'joined';
  // The menu goes away, so the dialog must know the button as the place to give the focus back to.
  const open = (act: 'edit' | 'away' | 'reset' | 'end'): void => {
    more.current?.focus();
    onAct({ act, person });
  };
  const others = invitable ? (['edit', 'away', 'end'] as const) : (['away', 'reset', 'end'] as const);
  return (
    <>
      <Button size="small" type="text" onClick={() => onAct({ act: invitable ? 'invite' : 'edit', person })}>
        {t(invitable ? `people.act.${person.status}` : 'people.act.edit')}
      </Button>
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        menu={{ items: others.map((act) => ({ key: act, label: t(`people.act.${act}`), onClick: () => open(act) })) }}
      >
        <Button
          ref={more}
          size="small"
          type="text"
          icon={<Ellipsis size={16} strokeWidth={1.6} />}
          aria-label={spaced(t('people.act.more', { name: person.name }))}
        />
      </Dropdown>
    </>
  );
}
