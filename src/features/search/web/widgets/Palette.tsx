import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Building2, CornerDownLeft, Search, UserRound, UsersRound } from 'lucide-react';
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../../web/call.ts';
import { recentCustomers } from '../../../../web/recent.ts';
import { ErrorState } from '../../../../web/ui/ErrorState.tsx';
import { Kbd } from '../../../../web/ui/Kbd.tsx';
import { searchTerms, searchText } from '../../../accounts/core/name-keys.ts';
import { find } from '../../contract.ts';
import { best, haystackOf } from '../../core/match.ts';
import style from './Palette.module.css';

/** A page or a command, as the shell hands it over. */
export interface PaletteEntry {
  readonly id: string;
  readonly group: 'pages' | 'commands';
  readonly label: string;
  /** Pinyin by syllable, where it has a Chinese name. */
  readonly sounds: string;
  readonly icon: ReactNode;
  readonly run: () => void;
}

interface PaletteProps {
  readonly personId: string;
  readonly entries: readonly PaletteEntry[];
  readonly onClose: () => void;
}

interface Option {
  readonly key: string;
  readonly icon: ReactNode;
  readonly label: string;
  readonly about: string | null;
  readonly run: () => void;
}
interface Group {
  readonly name: 'recent' | 'customers' | 'contacts' | 'colleagues' | 'pages' | 'commands';
  readonly options: readonly Option[];
}

/** Pages and commands shown beside what the server found. */
const OWN = 5;

/** ⌘K: whatever has a name, by 汉字, pinyin or initials. */
export function Palette({ personId, entries, onClose }: PaletteProps) {
  const { t } = useTranslation('search');
  const id = useId();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const { groups, answer, settled } = useGroups(typed, personId, entries);
  const options = groups.flatMap((group) => group.options);
  const at = Math.min(chosen, options.length - 1);
  const optionId = (index: number): string => `${id}-${index}`;
  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, at]);
  const take = (option: Option | undefined): void => {
    if (option === undefined) return;
    onClose();
    option.run();
  };
  const onKey = (event: React.KeyboardEvent): void => {
    // While pinyin is being composed, Enter and the arrows belong to the input method.
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape') onClose();
    else if (step !== undefined && options.length > 0) setChosen((at + step + options.length) % options.length);
    else if (event.key === 'Enter' && settled) take(options[at]);
    else return;
    event.preventDefault();
  };
  let index = -1;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      ref={dialog}
      className={style.palette}
      aria-label={t('label')}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div className={style.box}>
        <div className={style.line}>
          <Search size={18} strokeWidth={1.6} aria-hidden="true" />
          <input
            autoFocus
            type="search"
            role="combobox"
            aria-expanded={options.length > 0}
            aria-controls={`${id}-list`}
            aria-activedescendant={options.length > 0 ? optionId(at) : undefined}
            aria-autocomplete="list"
            aria-label={t('label')}
            autoComplete="off"
            spellCheck={false}
            placeholder={t('placeholder')}
            value={typed}
            maxLength={100}
            onChange={(event) => {
              setTyped(event.target.value);
              setChosen(0);
            }}
            onKeyDown={onKey}
          />
          <button type="button" className={style.close} onClick={onClose}>
            {t('close')}
          </button>
        </div>
        <div className={style.found}>
          {answer.isError && <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />}
          {options.length === 0 && settled && !answer.isError && (
            <div className={style.nothing} role="status">
              <p>{t('nothing', { typed: typed.trim() })}</p>
              <p>{t('tip')}</p>
            </div>
          )}
          <div id={`${id}-list`} className={style.list} role="listbox" aria-label={t('label')} aria-busy={answer.isFetching}>
            {groups.map(({ name, options: some }) => (
              <div key={name} role="group" aria-labelledby={`${id}-${name}`}>
                <div className={style.group} id={`${id}-${name}`}>
                  {t(`group.${name}`)}
                </div>
                {some.map((option) => {
                  index += 1;
                  const mine = index;
                  return (
                    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the active option
                    // biome-ignore lint/a11y/useKeyWithClickEvents: the field handles the keys
                    <div
                      key={option.key}
                      id={optionId(mine)}
                      role="option"
                      aria-selected={mine === at}
                      className={style.option}
                      onClick={() => take(option)}
                      onPointerMove={() => setChosen(mine)}
                    >
                      <span className={style.icon}>{option.icon}</span>
                      <span className={style.name}>{option.label}</span>
                      {option.about !== null && <span className={style.about}>{option.about}</span>}
                      {mine === at && <CornerDownLeft className={style.enter ?? ''} size={14} strokeWidth={1.6} aria-hidden="true" />}
                    </div>
                  );
                })}
              </div>
            ))}
          </div>
        </div>
        <p className={style.keys}>
          <Kbd>↑</Kbd> <Kbd>↓</Kbd> {t('keys.move')} <Kbd>↵</Kbd> {t('keys.open')} <Kbd>esc</Kbd> {t('keys.close')}
          <span>{t('keys.tip')}</span>
        </p>
      </div>
    </dialog>
  );
}

/** What is found for what was typed. `settled`: it is what belongs to the present text, so Enter may take it. */
function useGroups(typed: string, personId: string, entries: readonly PaletteEntry[]) {
  const { t } = useTranslation('search');
  const navigate = useNavigate();
  const { workspace = '' } = useParams({ strict: false });
  const text = typed.trim();
  const input = { text };
  const answer = useQuery({
    queryKey: [find.id, input],
    queryFn: () => call(find, input),
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
  const recent = useMemo(() => recentCustomers(personId), [personId]);
  const openCustomer = (externalId: string, tab?: string): void =>
    void navigate({
      to: '/$workspace/customers/$externalId',
      params: { workspace, externalId },
      search: (tab === undefined ? {} : { tab }) as never,
    });
  const customer = ({ externalId, name }: { externalId: string; name: string }, about: string | null): Option => ({
    key: externalId,
    icon: <Building2 size={16} strokeWidth={1.6} aria-hidden="true" />,
    label: name,
    about,
    run: () => openCustomer(externalId),
  });
  const own = ownEntries(entries, text);
  const data = text === '' ? undefined : answer.data;
  const place = new Map(recent.map(({ externalId }, index) => [externalId, index]));
  const found = [...(data?.customers ?? [])].sort((a, b) => (place.get(a.externalId) ?? 99) - (place.get(b.externalId) ?? 99));
  const groups: readonly Group[] = [
    { name: 'recent', options: text === '' ? recent.slice(0, 5).map((one) => customer(one, null)) : [] },
    {
      name: 'customers',
      options: found.map((one) => customer(one, one.endsOn === null ? one.externalId : t('ends', { day: one.endsOn }))),
    },
    {
      name: 'contacts',
      options: (data?.contacts ?? []).map(({ id, name, jobTitle, account }) => ({
        key: id,
        icon: <UserRound size={16} strokeWidth={1.6} aria-hidden="true" />,
        label: name,
        about: [jobTitle, account.name].filter(Boolean).join(' · '),
        run: () => openCustomer(account.externalId, 'contacts'),
      })),
    },
    {
      name: 'colleagues',
      options: (data?.colleagues ?? []).map(({ personId: key, name, email }) => ({
        key,
        icon: <UsersRound size={16} strokeWidth={1.6} aria-hidden="true" />,
        label: name,
        about: email,
        run: () => void navigate({ to: '/$workspace/settings/people', params: { workspace } }),
      })),
    },
    // Before anything is typed the few commands stand above the many pages.
    ...(text === '' ? (['commands', 'pages'] as const) : (['pages', 'commands'] as const)).map((name) => ({ name, options: own[name] })),
  ];
  return {
    answer,
    groups: groups.filter(({ options }) => options.length > 0),
    settled: answer.isError || (!answer.isPending && !answer.isPlaceholderData),
  };
}

/** Pages and commands are few and known here: no question to the server. */
function ownEntries(entries: readonly PaletteEntry[], text: string): { pages: readonly Option[]; commands: readonly Option[] } {
  const terms = searchTerms(text);
  const of = (group: PaletteEntry['group']): readonly Option[] => {
    const some = entries
      .filter((one) => one.group === group)
      .map((one) => ({ ...one, text: searchText(one.label, one.sounds.split(' '), '') }));
    const fitting = terms.length === 0 ? some : best(haystackOf(some), terms, OWN, () => true);
    return fitting.map(({ id, icon, label, run }) => ({ key: id, icon, label, about: null, run }));
  };
  return { pages: of('pages'), commands: of('commands') };
}
