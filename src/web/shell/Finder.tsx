import { useNavigate, useParams } from '@tanstack/react-router';
import { FileText, LogOut, Search, Settings2 } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openSections } from '../../features/access/web/settings-sections.ts';
import type { PaletteEntry } from '../../features/search/web/widgets/Palette.tsx';
import { restOfWords } from '../i18n.ts';
import type { Membership } from '../landing.ts';
import { useSignOut } from '../session.ts';
import { useLook } from './LookSwitches.tsx';
import { placesFor } from './places.ts';
import { SOUNDS } from './sounds.ts';
import style from './TopBar.module.css';

const Palette = lazy(async () => ({
  default: (await Promise.all([import('../../features/search/web/widgets/Palette.tsx'), restOfWords()]))[0].Palette,
}));

/** As the key is called on this machine. */
const CHORD = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘K' : 'Ctrl K';

interface FinderProps {
  readonly membership: Membership;
  /** What else can be done from everywhere. */
  readonly commands: readonly PaletteEntry[];
}

/** Opens ⌘K: by the button in the top bar, and by the keys wherever the focus is. */
export function Finder({ membership, commands }: FinderProps) {
  const { t } = useTranslation('shell');
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      setOpen((before) => !before);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <button type="button" className={style.finder} aria-haspopup="dialog" aria-label={t('top.find')} onClick={() => setOpen(true)}>
        <Search size={16} strokeWidth={1.6} aria-hidden="true" />
        <span>{t('top.find')}</span>
        <kbd>{CHORD}</kbd>
      </button>
      {open && <Opened membership={membership} commands={commands} onClose={() => setOpen(false)} />}
    </>
  );
}

function Opened({ membership, commands, onClose }: FinderProps & { readonly onClose: () => void }) {
  const pages = usePages(membership);
  const more = useMore();
  return (
    <Suspense>
      <Palette personId={membership.personId} entries={[...pages, ...commands, ...more]} onClose={onClose} />
    </Suspense>
  );
}

/** The pages this person may open. */
function usePages({ functions }: Membership): readonly PaletteEntry[] {
  const { t } = useTranslation('shell');
  const navigate = useNavigate();
  const { workspace = '' } = useParams({ strict: false });
  const places = placesFor(functions);
  return [
    ...[...places.work, ...places.data].map(({ id, to }) => ({
      ...{ id, group: 'pages' as const, label: t(`place.${id}`), sounds: SOUNDS[id] },
      icon: <FileText size={16} strokeWidth={1.6} aria-hidden="true" />,
      run: () => void navigate({ to, params: { workspace } }),
    })),
    ...openSections(functions).map(({ id }) => ({
      ...{ id: `settings-${id}`, group: 'pages' as const, label: t(`place.${id}`), sounds: SOUNDS[id] },
      icon: <Settings2 size={16} strokeWidth={1.6} aria-hidden="true" />,
      run: () => void navigate({ to: `/$workspace/settings/${id}`, params: { workspace } }),
    })),
  ];
}

/** How this browser shows things, and the way out. */
function useMore(): readonly PaletteEntry[] {
  const { t } = useTranslation('shell');
  const look = useLook();
  const signOut = useSignOut();
  const sounds: Readonly<Record<string, string>> = { language: 'huan cheng ying wen', theme: 'huan cheng shen se qian se' };
  return [
    ...look.map(({ key, label, icon, onClick }) => ({
      ...{ id: key, group: 'commands' as const, label, sounds: sounds[key] ?? '', icon, run: onClick },
    })),
    {
      ...{ id: 'leave', group: 'commands' as const, label: t('top.signOut'), sounds: 'tui chu deng lu' },
      icon: <LogOut size={16} strokeWidth={1.6} aria-hidden="true" />,
      run: () => void signOut(),
    },
  ];
}
